import { fromBinary } from '@bufbuild/protobuf';
import type { CallTree } from '../../../pkg/calltree/tree';
import { writeFlameGraphResponse } from '../../../pkg/pyroscope/flamegraph/flamegraphWriter';
import { levelsFromCallTree } from '../../../pkg/pyroscope/flamegraph/levels';
import { SelectMergeStacktracesRequestSchema } from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import type { PyroscopeQuery } from '../query/query';
import {
  answerTo,
  dataSource,
  fakeBackend,
  fakeTemplates,
  queryRequest,
  recorded,
  type FakeAnswer,
  type Sent,
} from './fakeHost';

/** What a side is asked with. */
export interface Asked {
  selector: string;
  start: number;
  end: number;
  type: string;
  maxNodes: number;
}

function askedOf({ body }: Sent): Asked {
  const { labelSelector, start, end, profileTypeID, maxNodes } = fromBinary(SelectMergeStacktracesRequestSchema, body);
  return {
    selector: labelSelector,
    start: Number(start),
    end: Number(end),
    type: profileTypeID,
    maxNodes: Number(maxNodes),
  };
}

export const profile = (tree: CallTree): FakeAnswer => ({
  body: new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree))),
});
export const refusal = (status: number, message: string): FakeAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code: 'invalid_argument', message }),
});

/** A server that answers each side. */
export function server(answer: (asked: Asked) => FakeAnswer): Sent[] {
  return fakeBackend({
    Series: { body: recorded('series-fast-path.response.bin') },
    SelectMergeStacktraces: (sent) => answer(askedOf(sent)),
  });
}

/** The answer to a query of type `compare`. */
export const compared = (query: Partial<PyroscopeQuery> = {}, templates = fakeTemplates()) =>
  answerTo(
    dataSource(templates),
    queryRequest([{ labelSelector: '{service_name="shop"}', queryType: 'compare', ...query }], { app: 'dashboard' })
  );

export const VERSIONS: Partial<PyroscopeQuery> = {
  labelSelector: '{service_name="shop", version="v2"}',
  baseline: { labelSelector: '{service_name="shop", version="v1"}', time: 'same' },
};
