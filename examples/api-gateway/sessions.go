package main

import (
	"fmt"
	"net/http"
	"sync"
)

const (
	sessionSize  = 16 << 10
	sessionsKept = 256
)

// sessions is what is known of visitors. Where most is 0 none is ever forgotten.
type sessions struct {
	most  int
	mutex sync.Mutex
	next  int
	kept  map[int][]byte
}

func newSessions(most int) *sessions { return &sessions{most: most, kept: map[int][]byte{}} }

// remember keeps a session, and forgets the oldest of those that are too many.
//
//go:noinline
func (s *sessions) remember() (id int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	id = s.next
	s.next++
	s.kept[id] = make([]byte, sessionSize)
	if s.most > 0 {
		delete(s.kept, id-s.most)
	}
	return id
}

// session: one that is kept for ever for each request, or as many as are needed.
func (w *work) session(out http.ResponseWriter, _ *http.Request) {
	fmt.Fprintln(out, "visitor", w.sessions.remember())
}
