package main

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
)

func TestLife(t *testing.T) {
	var told []string
	l := newLife(slog.New(slog.DiscardHandler))
	l.tell = func(message string) {
		first, _, _ := strings.Cut(message, "\n")
		told = append(told, first)
	}
	for _, step := range []struct {
		next         state
		follows      bool
		becomesReady bool
	}{
		{reloading, false, false}, // there is nothing yet to be served meanwhile
		{serving, true, true},
		{serving, false, true},
		{reloading, true, true},
		{serving, true, true},
		{reloading, true, true},
		{stopping, true, false},
		{serving, false, false}, // nothing leads back
		{stopping, false, false},
	} {
		from := l.state
		if got := l.become(step.next); got != step.follows {
			t.Errorf("%s: become(%s) = %v; want %v", from, step.next, got, step.follows)
		}
		if err := l.ready(); (err == nil) != step.becomesReady {
			t.Errorf("%s after %s: ready() = %v; want ready %v", l.state, from, err, step.becomesReady)
		}
	}
	want := []string{"READY=1", "RELOADING=1", "READY=1", "RELOADING=1", "STOPPING=1"}
	if !slices.Equal(told, want) {
		t.Errorf("the service manager is told %q; want %q", told, want)
	}
}
