// Command join joins the data segments of a program for browsers, and writes
// what comes of it to another file:
//
//	join .build/app.wasm web/dist/app.wasm
//
// What a Go program has in memory when it starts has many short runs of zeros:
// pointers and lengths of eight bytes, most of them zero. Its linker leaves out
// each run of eight or more, and begins a new segment behind it, 65,000 of them
// for the site. Each begins with a number that compresses badly, and cuts what
// compresses well. With the zeros in, the file has an eighth more bytes, and with
// brotli 8 % less: copy .build/app.wasm into a folder, "go run
// ./server/site/precompress" it, and compare with web/dist.
//
// Memory is zero where no segment writes, so the program is the same.
package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: join FROM TO")
		os.Exit(2)
	}
	if err := joinFile(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "join:", err)
		os.Exit(1)
	}
}

// joinFile writes a program with joined segments. A file that has it already is
// left alone.
func joinFile(from, to string) error {
	program, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	joined, err := join(program)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if was, err := os.ReadFile(to); err == nil && bytes.Equal(was, joined) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, joined, 0o644)
}

// Of the binary format, https://webassembly.github.io/spec/core/binary/modules.html
const (
	preamble = "\x00asm\x01\x00\x00\x00"

	dataSection      = 11
	dataCountSection = 12

	activeSegment = 0    // of the only memory, from an offset
	constant      = 0x41 // i32.const, whose operand is the offset
	end           = 0x0b // of the expression that is the offset
)

// join is the program with its data segments joined.
func join(program []byte) ([]byte, error) {
	rest, found := bytes.CutPrefix(program, []byte(preamble))
	if !found {
		return nil, errors.New("not a WebAssembly program of version 1")
	}
	in := reader{rest: rest}
	joined := []byte(preamble)
	for len(in.rest) > 0 {
		id, body := in.byte(), in.sized()
		if in.err == nil && id == dataCountSection {
			in.err = errors.New("its code may refer to data segments by number")
		}
		if in.err == nil && id == dataSection {
			body, in.err = joinSegments(body)
		}
		if in.err != nil {
			return nil, fmt.Errorf("section %d: %w", id, in.err)
		}
		joined = appendSized(append(joined, id), body)
	}
	return joined, nil
}

// maxGap is the longest run of zeros between two segments that are joined. Longer
// ones would be no shorter with brotli, and the memory of the program is written
// with all of them.
const maxGap = 1 << 10

// segment is bytes that are in memory when the program starts.
type segment struct {
	offset uint64
	data   []byte
}

func (s *segment) end() uint64 { return s.offset + uint64(len(s.data)) }

// joinSegments is a data section with its segments in order, and joined.
func joinSegments(section []byte) ([]byte, error) {
	segments, err := readSegments(section)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(segments, func(a, b segment) int { return cmp.Compare(a.offset, b.offset) })
	var joined []segment
	for _, next := range segments {
		if len(joined) > 0 {
			last := &joined[len(joined)-1]
			if next.offset < last.end() {
				return nil, fmt.Errorf("two data segments have byte %d of memory", next.offset)
			}
			if gap := next.offset - last.end(); gap <= maxGap {
				last.data = append(append(last.data, make([]byte, gap)...), next.data...)
				continue
			}
		}
		joined = append(joined, segment{next.offset, bytes.Clone(next.data)})
	}
	body := binary.AppendUvarint(nil, uint64(len(joined)))
	for _, s := range joined {
		body = appendOffset(append(body, activeSegment, constant), s.offset)
		body = appendSized(append(body, end), s.data)
	}
	return body, nil
}

// readSegments is what is in a data section.
func readSegments(section []byte) ([]segment, error) {
	in := reader{rest: section}
	var segments []segment
	for i := range in.number() {
		segments = append(segments, in.segment())
		if in.err != nil {
			return nil, fmt.Errorf("data segment %d: %w", i, in.err)
		}
	}
	if in.err == nil && len(in.rest) > 0 {
		in.err = fmt.Errorf("%d bytes after the last data segment", len(in.rest))
	}
	return segments, in.err
}

func appendSized(to, body []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(body))), body...)
}

// signBit is that of the last byte of a signed number in LEB128. In others, a
// signed number is written like an unsigned one.
const signBit = 0x40

// appendOffset appends a signed number that is not negative.
func appendOffset(to []byte, offset uint64) []byte {
	to = binary.AppendUvarint(to, offset)
	if last := len(to) - 1; to[last]&signBit != 0 {
		to[last] |= 0x80
		to = append(to, 0)
	}
	return to
}
