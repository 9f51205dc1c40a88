// Package hosttest runs the servers that exports are made for, for tests:
// nginx and Caddy as Debian has them, on the loopback interface, with nothing
// but the configuration that an export brings. They are processes of the test
// alone and end with it; what runs as a service is not touched.
package hosttest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// patience is how long a server may take to start; only a failure takes so
// long.
const patience = 30 * time.Second

// Nginx serves the export in the folder root until the test ends, and returns
// the address. The workers have the rights of whoever runs the test.
func Nginx(t testing.TB, root string) (url string) {
	t.Helper()
	dir, address := t.TempDir(), freeAddress(t)
	config := filepath.Join(dir, "nginx.conf")
	write(t, config, fmt.Sprintf(`
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;
%[1]s
worker_processes auto;
pid %[2]s/pid;
error_log stderr warn;
events {}
http {
	access_log off;
	sendfile on;
	keepalive_requests 1000000;
	client_body_temp_path %[2]s/body;
	proxy_temp_path %[2]s/proxy;
	fastcgi_temp_path %[2]s/fastcgi;
	uwsgi_temp_path %[2]s/uwsgi;
	scgi_temp_path %[2]s/scgi;
	server {
		listen %[3]s;
		root %[4]s;
		include %[4]s/_nginx.conf;
	}
}
`, asRoot(), dir, address, absolute(t, root)))
	start(t, address, nil, "/usr/sbin/nginx", "-c", config)
	return "http://" + address
}

// asRoot keeps the workers of a server that root starts able to read what root
// has made.
func asRoot() string {
	if os.Getuid() == 0 {
		return "user root;"
	}
	return ""
}

// Caddy serves the export in the folder root until the test ends, and returns
// the address.
func Caddy(t testing.TB, root string) (url string) {
	t.Helper()
	dir, address := t.TempDir(), freeAddress(t)
	config := filepath.Join(dir, "Caddyfile")
	write(t, config, fmt.Sprintf(`
{
	admin off
	auto_https off
	log {
		level ERROR
	}
}
http://%[1]s {
	root * %[2]s
	import %[2]s/_Caddyfile
}
`, address, absolute(t, root)))
	env := append(os.Environ(), "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	start(t, address, env, "caddy", "run", "--config", config, "--adapter", "caddyfile")
	return "http://" + address
}

func absolute(t testing.TB, dir string) string {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// freeAddress is one where nobody listens.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs a server until the test ends, and returns when it listens.
func start(t testing.TB, address string, env []string, name string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Env = env
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s (make hosts installs it): %v", name, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(patience):
			cmd.Process.Kill()
			t.Errorf("%s does not end", name)
		}
	})
	for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
			return
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s", name, err, &said)
		default:
		}
		if time.Since(begin) > patience {
			t.Fatalf("%s does not listen: %v", name, err)
		}
	}
}
