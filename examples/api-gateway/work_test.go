package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestBothVersionsAnswerTheSame(t *testing.T) {
	upstream := startUpstream()
	defer upstream.Close()
	one, two := newWork("v1", upstream), newWork("v2", upstream)
	for name, pair := range map[string][2]http.HandlerFunc{
		"buffer":   {one.buffer, two.buffer},
		"upstream": {one.upstream, two.upstream},
		"decode":   {one.decode, two.decode},
		"count":    {one.count, two.count},
		"session":  {one.session, two.session},
	} {
		if left, right := body(pair[0]), body(pair[1]); left != right || left == "" {
			t.Errorf("%s: %q and %q", name, left, right)
		}
	}
}

func TestBothVersionsCountTheSame(t *testing.T) {
	upstream := startUpstream()
	defer upstream.Close()
	for _, version := range []string{"v1", "v2"} {
		w := newWork(version, upstream)
		body(w.count)
		if len(w.counters) != 100 || w.counters["customer-7"] != 160 {
			t.Errorf("%s: %d customers, %d", version, len(w.counters), w.counters["customer-7"])
		}
	}
}

func body(handler http.HandlerFunc) string {
	recorder := httptest.NewRecorder()
	handler(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
	return recorder.Body.String()
}

func TestStreamingIsTheSameSum(t *testing.T) {
	payload := orders(10)
	whole, _ := sumWhole(bytes.NewReader(payload))
	streamed, err := sumStreaming(bytes.NewReader(payload))
	if err != nil || whole != streamed || whole != 7*45 {
		t.Errorf("%d, %d, %v", whole, streamed, err)
	}
}

func TestSessionsAreForgottenInV2Alone(t *testing.T) {
	for most, kept := range map[int]int{0: 1000, sessionsKept: sessionsKept} {
		s := newSessions(most)
		for range 1000 {
			s.remember()
		}
		if len(s.kept) != kept {
			t.Errorf("at most %d: %d are kept", most, len(s.kept))
		}
	}
}
