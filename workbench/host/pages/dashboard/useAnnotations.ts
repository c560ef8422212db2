import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AnnotationEvent, AnnotationQuery, TimeRange } from '@grafana/data';
import { annotationEvents } from './annotations';

interface Answer {
  to: AnnotationQuery;
  events: AnnotationEvent[];
  error?: string;
}

export interface KnownAnnotation {
  json: AnnotationQuery;
  enabled: boolean;
  /** The last there was; not yet to `json` while that is being asked. */
  answer?: Answer;
}

/** Grafana's own annotations come from its database, which is not here. */
export function isOfDataSource({ datasource }: AnnotationQuery): boolean {
  return Boolean(datasource) && datasource?.uid !== '-- Grafana --';
}

/**
 * A dashboard's annotations and which of them are on. Asked for again when the range or the variables (told by
 * `variables`, any value that changes with them) change; until `ready` nothing is asked.
 */
export function useAnnotations(
  list: AnnotationQuery[],
  range: TimeRange,
  timeZone: string,
  variables: unknown,
  ready: boolean
) {
  const known = useMemo(() => list.filter(isOfDataSource), [list]);
  const [off, setOff] = useState(() => new Set(known.filter(({ enable }) => !enable).map(({ name }) => name)));
  const [answers, setAnswers] = useState<Record<string, Answer>>({});

  useEffect(() => {
    if (!ready) {
      return;
    }
    const keep = (answer: Answer) => setAnswers((before) => ({ ...before, [answer.to.name]: answer }));
    const subscriptions = known
      .filter(({ name }) => !off.has(name))
      .map((one) =>
        annotationEvents(one, range, timeZone).subscribe({
          next: (events) => keep({ to: one, events }),
          error: (error) =>
            keep({ to: one, events: [], error: error instanceof Error ? error.message : String(error) }),
        })
      );
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, [known, off, range, timeZone, variables, ready]);

  const toggle = useCallback(
    (name: string) =>
      setOff((before) => {
        const next = new Set(before);
        if (!next.delete(name)) {
          next.add(name);
        }
        return next;
      }),
    []
  );

  const events = useMemo(
    () => known.flatMap(({ name }) => (off.has(name) ? [] : (answers[name]?.events ?? []))),
    [known, off, answers]
  );
  const all = known.map((json): KnownAnnotation => ({
    json,
    enabled: !off.has(json.name),
    answer: answers[json.name],
  }));
  return { events, all, toggle };
}
