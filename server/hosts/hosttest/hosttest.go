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
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a server may take to start; only a failure takes so
// long.
const patience = 30 * time.Second

// Server is a server that runs.
type Server struct {
	URL  string
	Stop func() // waits for the end; to stop it again does nothing
}

// Host is a server with an export in the folder below of root, which is below the
// path of that name; with "" it is root itself. It listens at address, or where
// it can if that is "", until the test ends.
type Host func(t testing.TB, root, below, address string) *Server

// Hosts are the servers by their names.
var Hosts = map[string]Host{"nginx": nginx, "caddy": caddy}

// The workers have the rights of whoever runs the test.
func nginx(t testing.TB, root, below, address string) *Server {
	t.Helper()
	dir := t.TempDir()
	address = freeAddress(t, address)
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
		include %[4]s%[5]s/_nginx.conf;
	}
}
`, asRoot(), dir, address, absolute(t, root), below))
	return start(t, address, nil, "/usr/sbin/nginx", "-c", config)
}

// asRoot keeps the workers of a server that root starts able to read what root
// has made.
func asRoot() string {
	if os.Getuid() == 0 {
		return "user root;"
	}
	return ""
}

func caddy(t testing.TB, root, below, address string) *Server {
	t.Helper()
	dir := t.TempDir()
	address = freeAddress(t, address)
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
	import %[2]s%[3]s/_Caddyfile
}
`, address, absolute(t, root), below))
	env := append(os.Environ(), "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	return start(t, address, env, "caddy", "run", "--config", config, "--adapter", "caddyfile")
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

// freeAddress is the address that is wanted, or one where nobody listens.
func freeAddress(t testing.TB, wanted string) string {
	t.Helper()
	if wanted != "" {
		return wanted
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs a server, and returns when it listens.
func start(t testing.TB, address string, env []string, name string, args ...string) *Server {
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
	s := &Server{URL: "http://" + address, Stop: sync.OnceFunc(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(patience):
			cmd.Process.Kill()
			t.Errorf("%s does not end", name)
		}
	})}
	t.Cleanup(s.Stop)
	for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
			return s
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
