import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AnnotationEvent, AnnotationQuery, TimeRange } from '@grafana/data';
import { annotationEvents } from './annotations';

interface Answer {
  events: AnnotationEvent[];
  error?: string;
}

export interface ShownAnnotation {
  name: string;
  enabled: boolean;
  error?: string;
}

const NOTHING: Answer = { events: [] };

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
  // Grafana's own annotations come from its database, which is not here.
  const known = useMemo(() => list.filter((one) => one.datasource && one.datasource.uid !== '-- Grafana --'), [list]);
  const [off, setOff] = useState(() => new Set(known.filter(({ enable }) => !enable).map(({ name }) => name)));
  const [answers, setAnswers] = useState<Record<string, Answer>>({});

  useEffect(() => {
    if (!ready) {
      return;
    }
    const keep = (name: string, answer: Answer) => setAnswers((before) => ({ ...before, [name]: answer }));
    const subscriptions = known
      .filter(({ name }) => !off.has(name))
      .map((one) =>
        annotationEvents(one, range, timeZone).subscribe({
          next: (events) => keep(one.name, { events }),
          error: (error) =>
            keep(one.name, { events: [], error: error instanceof Error ? error.message : String(error) }),
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
    () => known.flatMap(({ name }) => (off.has(name) ? [] : (answers[name] ?? NOTHING).events)),
    [known, off, answers]
  );
  const shown = known
    .filter(({ hide }) => !hide)
    .map(({ name }): ShownAnnotation => ({ name, enabled: !off.has(name), error: answers[name]?.error }));
  return { events, shown, toggle };
}
