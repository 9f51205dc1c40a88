package main

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program is one with a code section, data, and a custom section.
func program(data []byte) []byte {
	p := appendSized(append([]byte(preamble), 10), []byte("code"))
	p = appendSized(append(p, dataSection), data)
	return appendSized(append(p, 0), []byte("\x04last"))
}

// section is a data section of segments.
func section(segments ...segment) []byte {
	s := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, one := range segments {
		s = appendOffset(append(s, activeSegment, constant), one.offset)
		s = appendSized(append(s, end), one.data)
	}
	return s
}

func TestJoin(t *testing.T) {
	zeros := strings.Repeat("\x00", maxGap)
	for _, test := range []struct {
		name     string
		from, to []segment
	}{
		{"none", nil, nil},
		{"one", []segment{{59136, []byte("Go")}}, []segment{{59136, []byte("Go")}}},
		{"three with short gaps", []segment{{64, []byte("a")}, {65, []byte("b")}, {74, []byte("cd")}}, []segment{{64, []byte("ab\x00\x00\x00\x00\x00\x00\x00\x00cd")}}},
		{"in another order", []segment{{64, []byte("b")}, {8192, []byte("c")}, {60, []byte("a")}}, []segment{{60, []byte("a\x00\x00\x00b")}, {8192, []byte("c")}}},
		{"the longest gap", []segment{{8192, []byte("a")}, {8193 + maxGap, []byte("b")}}, []segment{{8192, []byte("a" + zeros + "b")}}},
		{"a longer gap", []segment{{8192, []byte("a")}, {8194 + maxGap, []byte("b")}}, []segment{{8192, []byte("a")}, {8194 + maxGap, []byte("b")}}},
	} {
		got, err := join(program(section(test.from...)))
		if want := program(section(test.to...)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: join(program) = %q, %v; want %q", test.name, got, err, want)
		}
	}
}

// TestJoinKeepsMemory compares what is in memory when the program starts.
func TestJoinKeepsMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var segments []segment
		at := uint64(r.IntN(1 << 20))
		for range r.IntN(20) {
			s := segment{at, make([]byte, r.IntN(20))}
			for i := range s.data {
				s.data[i] = byte(1 + r.IntN(255))
			}
			segments = append(segments, s)
			at = s.end() + uint64(r.IntN(2*maxGap))
		}
		r.Shuffle(len(segments), func(i, j int) { segments[i], segments[j] = segments[j], segments[i] })
		before := program(section(segments...))
		after, err := join(before)
		if err != nil {
			t.Fatalf("join(%q): %v", before, err)
		}
		if got, want := memory(t, after), memory(t, before); !maps.Equal(got, want) {
			t.Fatalf("join(%q) has %v in memory; want %v", before, got, want)
		}
	}
}

// memory is what is not zero in the memory of a program that starts.
func memory(t *testing.T, program []byte) map[uint64]byte {
	t.Helper()
	found := make(map[uint64]byte)
	in := reader{rest: program[len(preamble):]}
	for len(in.rest) > 0 {
		id, body := in.byte(), in.sized()
		if id != dataSection {
			continue
		}
		data := reader{rest: body}
		for range data.number() {
			for s, i := data.segment(), 0; i < len(s.data); i++ {
				if s.data[i] != 0 {
					found[s.offset+uint64(i)] = s.data[i]
				}
			}
		}
		if data.err != nil {
			t.Fatal(data.err)
		}
	}
	return found
}

func TestJoinRefuses(t *testing.T) {
	for want, given := range map[string][]byte{
		"not a WebAssembly program of version 1":                                             []byte("\x00asm\x02\x00\x00\x00"),
		"section 10: unexpected EOF":                                                         []byte(preamble + "\x0a\x05code"),
		"section 12: its code may refer to data segments by number":                          []byte(preamble + "\x0c\x01\x01"),
		"section 11: unexpected EOF":                                                         program(nil),
		"section 11: a number has more than 32 bits":                                         program([]byte("\xff\xff\xff\xff\xff\x01")),
		"section 11: 1 bytes after the last data segment":                                    program([]byte("\x00\x00")),
		"section 11: data segment 0: it is not put at a constant offset of the first memory": program([]byte("\x01\x01\x01a")),
		"section 11: data segment 0: its offset is negative":                                 program([]byte("\x01\x00\x41\x7f\x0b\x01a")),
		"section 11: data segment 0: its offset is not a constant alone":                     program([]byte("\x01\x00\x41\x01\x41\x01\x6a\x0b\x01a")),
		"section 11: data segment 0: unexpected EOF":                                         program([]byte("\x01\x00\x41\x01\x0b\x02a")),
		"section 11: two data segments have byte 10 of memory":                               program(section(segment{9, []byte("ab")}, segment{10, []byte("c")})),
		"section 11: data segment 1: unexpected EOF":                                         program([]byte("\x02\x00\x41\x01\x0b\x01a")),
	} {
		if _, err := join(given); err == nil || err.Error() != want {
			t.Errorf("join(%q): %v; want %s", given, err, want)
		}
	}
}

// TestJoinFile looks that a program which has not changed is not written again:
// others go by its time.
func TestJoinFile(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "a.wasm"), filepath.Join(t.TempDir(), "new", "b.wasm")
	if err := os.WriteFile(from, program(section(segment{1, []byte("a")}, segment{10, []byte("b")})), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := joinFile(from, to); err != nil {
		t.Fatal(err)
	}
	then := time.Unix(1_000_000_000, 0)
	if err := os.Chtimes(to, then, then); err != nil {
		t.Fatal(err)
	}
	if err := joinFile(from, to); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(to)
	if err != nil {
		t.Fatal(err)
	}
	if !info.ModTime().Equal(then) {
		t.Errorf("joinFile(%q, %q) wrote the same program again", from, to)
	}
}
