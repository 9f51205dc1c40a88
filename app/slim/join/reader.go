package main

import (
	"encoding/binary"
	"errors"
	"io"
)

// reader takes a program apart. After an error everything is zero.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.fail(io.ErrUnexpectedEOF)
	}
	if r.err != nil {
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.rest, r.err = nil, err
	}
}

func (r *reader) byte() byte {
	if taken := r.take(1); r.err == nil {
		return taken[0]
	}
	return 0
}

// number is an unsigned number in LEB128, of 32 bits.
func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	switch {
	case size == 0:
		r.fail(io.ErrUnexpectedEOF)
	case size < 0 || n >= 1<<32:
		r.fail(errors.New("a number has more than 32 bits"))
	}
	if r.err != nil {
		return 0
	}
	r.take(uint64(size))
	return n
}

// sized is bytes behind their number.
func (r *reader) sized() []byte { return r.take(r.number()) }

// segment is a data segment, of the one kind that Go's linker writes.
func (r *reader) segment() segment {
	if kind, operator := r.byte(), r.byte(); r.err == nil && (kind != activeSegment || operator != constant) {
		r.fail(errors.New("it is not put at a constant offset of the first memory"))
	}
	before := r.rest
	offset := r.number()
	if size := len(before) - len(r.rest); r.err == nil && before[size-1]&signBit != 0 {
		r.fail(errors.New("its offset is negative"))
	}
	if r.byte() != end && r.err == nil {
		r.fail(errors.New("its offset is not a constant alone"))
	}
	return segment{offset, r.sized()}
}
