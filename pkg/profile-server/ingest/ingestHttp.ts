import { ConnectError, invalid } from '../errors/connectError';
import { type AppName, ingestLabels, parseAppName } from './appName';
import { FoldedError, foldedSums } from './foldedSamples';
import { functionNaming } from './functionName';
import type { Ingest } from './ingest';
import { ACCEPTED, readForm, UnprocessableError } from './ingestForm';
import { foldedKind, foldedKinds, isOldDotnet, metricOf } from './metricName';
import { sampleRateParameter, timeParameter } from './requestParameters';

const OTHER_FORMATS = new Set(['trie', 'tree', 'jfr', 'speedscope']);

export interface IngestRequest {
  tenant: string;
  query: URLSearchParams;
  contentType: string;
  body: Uint8Array;
}

interface Parameters {
  name: AppName;
  spyName: string;
  fromMs: number | undefined;
}

/**
 * The HTTP ingest of the SDKs: profile and parameters in one request.
 * @throws ConnectError invalid_argument for bad parameters, UnprocessableError for a profile that cannot be taken.
 */
export async function ingestHttp(ingest: Ingest, request: IngestRequest): Promise<void> {
  const { query, contentType } = request;
  timeParameter(query, 'until');
  const parameters = {
    name: parseAppName(query.get('name') ?? ''),
    spyName: query.get('spyName') ?? '',
    fromMs: timeParameter(query, 'from'),
  };
  const format = query.get('format') ?? '';
  const other = OTHER_FORMATS.has(format) ? format : /^binary\/octet-stream\+(trie|tree)$/.exec(contentType)?.[1];
  if (other) {
    throw new UnprocessableError(`cannot read format ${JSON.stringify(other)}: ${ACCEPTED}`);
  }
  const isForm = /multipart\/form-data/i.test(contentType);
  if (format === 'pprof' || (format !== 'lines' && isForm)) {
    await orUnprocessable(() => ingestPprof(ingest, request, parameters, isForm));
  } else {
    await ingestFolded(ingest, request, parameters);
  }
}

async function ingestPprof(
  ingest: Ingest,
  { tenant, body, contentType }: IngestRequest,
  { name, spyName, fromMs }: Parameters,
  isForm: boolean
): Promise<void> {
  const { profile, config } = isForm ? readForm(body, contentType) : { profile: body };
  if (!profile || profile.length === 0) {
    return;
  }
  const isDotnet = isOldDotnet(spyName, config);
  const { message, bytes } = await ingest.readPprof(profile, isDotnet);
  const sampleTypes = isDotnet
    ? message.sampleTypes.map(({ type, unit }) => ({ type: type.replaceAll('-', '_'), unit }))
    : message.sampleTypes;
  await ingest.storePprof(tenant, {
    labels: ingestLabels(name, metricOf(sampleTypes, config), spyName),
    timeMs: fromMs,
    nameFunction: functionNaming(spyName),
    message: { ...message, sampleTypes },
    bytes,
  });
}

async function ingestFolded(
  ingest: Ingest,
  { tenant, query, body }: IngestRequest,
  { name, spyName, fromMs }: Parameters
): Promise<void> {
  const kind = foldedKind(name.app, sampleRateParameter(query));
  if (!kind) {
    throw invalid(
      `unknown profile type in ${JSON.stringify(name.app)}: the name of an application that sends folded stacks has no dot, or ends in one of ${foldedKinds.join(', ')}`
    );
  }
  // What an old SDK sends of single spans beside the whole.
  if (name.labels.get('profile_id')) {
    return;
  }
  await ingest.storeFolded(tenant, {
    labels: ingestLabels({ ...name, app: kind.app }, kind.metric, spyName),
    timeMs: fromMs,
    sampleType: kind.sampleType,
    periodType: kind.periodType,
    readSums: () => readFolded(body, query.get('format') !== 'lines', kind.scale, ingest),
    bytes: body.length,
  });
}

function readFolded(body: Uint8Array, counted: boolean, scale: number, { limits }: Ingest) {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new UnprocessableError(`the stacks are no UTF-8: ${ACCEPTED}`);
  }
  try {
    const sums = foldedSums(text, counted, scale, limits);
    if (sums.size === 0 && text.trim() !== '' && !/ [+-]?\d+\s*$/m.test(text.slice(0, 1e6))) {
      throw new UnprocessableError(`no folded stack in ${text.length} characters: ${ACCEPTED}`);
    }
    return sums;
  } catch (error) {
    throw error instanceof FoldedError ? new UnprocessableError(error.message) : error;
  }
}

async function orUnprocessable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ConnectError && error.code === 'invalid_argument') {
      throw new UnprocessableError(error.message, { cause: error });
    }
    throw error;
  }
}
