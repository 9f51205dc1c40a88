package certs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"
)

// problems reads what the authority answers on its way to the client, and
// reports what it complains of (RFC 8555, 6.7 and 8): in an answer of its own, or
// in the state of a challenge or an order.
type problems struct {
	next   http.RoundTripper
	report func(error)

	mu    sync.Mutex
	words []string // of the last complaints
}

// problem is a problem document (RFC 9457).
type problem struct {
	Type   string `json:"type"`
	Detail string `json:"detail"`
}

// maxAnswer is how much of an answer is read for complaints. Certificates are
// longer at times, but they are no JSON.
const maxAnswer = 64 << 10

func (p *problems) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := p.next.RoundTrip(r)
	if err != nil {
		if !errors.Is(err, r.Context().Err()) || r.Context().Err() == nil {
			p.complain(fmt.Sprintf("cannot reach the authority: %v", err))
		}
		return nil, err
	}
	mediaType, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if mediaType != "application/json" && mediaType != "application/problem+json" {
		return res, nil
	}
	start, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(start), failing{err}, res.Body), res.Body}
	p.read(start, mediaType == "application/problem+json")
	return res, nil
}

// failing is a reader that ends, or fails if there is an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

// read looks for complaints in an answer. One that cannot be read is the
// client's to complain of.
func (p *problems) read(answer []byte, isProblem bool) {
	var about struct {
		problem
		Error      *problem
		Challenges []struct{ Error *problem }
	}
	if json.Unmarshal(answer, &about) != nil {
		return
	}
	found := []*problem{about.Error}
	if isProblem {
		found = append(found, &about.problem)
	}
	for _, challenge := range about.Challenges {
		found = append(found, challenge.Error)
	}
	for _, problem := range found {
		// A nonce that is out of date is asked for again.
		if problem != nil && problem.Detail != "" && !strings.HasSuffix(problem.Type, ":badNonce") {
			p.complain(problem.Detail)
		}
	}
}

// complain reports the words, unless they are those of before: an authority is
// asked several times how a challenge went.
func (p *problems) complain(words string) {
	p.mu.Lock()
	again := len(p.words) > 0 && p.words[len(p.words)-1] == words
	if !again {
		p.words = append(p.words[max(0, len(p.words)-mostWords+1):], words)
	}
	p.mu.Unlock()
	if p.report != nil && !again {
		p.report(errors.New(words))
	}
}

// mostWords is how many complaints are remembered.
const mostWords = 8

// take are the words of the complaints since the last call. What made an attempt fail
// need not be in the last of them: what was begun is then withdrawn, which an authority
// may refuse, too.
func (p *problems) take() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	words := strings.Join(p.words, "; ")
	p.words = nil
	return words
}
