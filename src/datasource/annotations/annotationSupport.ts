import type { AnnotationEvent, AnnotationQuery, AnnotationSupport, DataFrame } from '@grafana/data';
import { of } from 'rxjs';
import { defaultQuery, type PyroscopeQuery } from '../query/query';
import { lazyComponent } from '../../loading/lazyComponent';
import { MARKERS_FRAME } from '../answer/markers/markersFrame';

/** What deployments most often write into their profiles; `service_git_ref` is the other one. */
export const DEFAULT_LABEL = 'version';

/** Deploy markers: an annotation wherever a label such as `version` first has another value. */
export const annotationSupport: AnnotationSupport<PyroscopeQuery> = {
  QueryEditor: lazyComponent(
    async () => (await import(/* webpackChunkName: "settings" */ './AnnotationQueryEditor')).AnnotationQueryEditor
  ),
  getDefaultQuery: () => ({ ...defaultQuery, newValuesOf: DEFAULT_LABEL }),
  prepareQuery: ({ target }: AnnotationQuery<PyroscopeQuery>) => {
    const saved = typeof target === 'object' && target !== null ? target : undefined;
    const label = saved?.newValuesOf;
    return {
      ...defaultQuery,
      ...saved,
      refId: 'Anno',
      newValuesOf: typeof label === 'string' && label.trim() !== '' ? label : DEFAULT_LABEL,
    };
  },
  processEvents: (_, frames) => of(frames.filter(({ name }) => name === MARKERS_FRAME).flatMap(events)),
};

function events({ fields, length }: DataFrame): AnnotationEvent[] {
  const column = (name: string) => fields.find((field) => field.name === name)?.values ?? [];
  const [time, text, tags] = [column('time'), column('text'), column('tags')];
  return Array.from({ length }, (_, row) => ({ time: time[row], text: text[row], tags: tags[row] }));
}
