import { ConnectError, invalid } from '../errors/connectError';
import { ingestLabels, parseAppName } from './appName';
import { sampleTypesOf } from './convertPprof';
import { foldedSamples } from './foldedSamples';
import { namesNeedFiles } from './functionName';
import type { Ingest } from './ingest';
import type { Limits } from '../limits';
import { foldedKind, foldedKinds, metricOf, type SampleTypeConfig } from './metricName';
import { parseMultipart } from './multipart';
import type { Symbols } from '../storage/symbols';
import { unixMilliseconds } from './unixTime';

const ACCEPTED =
  'this server takes pprof (format=pprof, or a form with the field "profile") and folded stacks (no format, or format=lines)';

/** An ingest that fails after its parameters were understood. */
export class UnprocessableError extends Error {}

export interface IngestRequest {
  tenant: string;
  query: URLSearchParams;
  contentType: string;
  body: Uint8Array;
}

/**
 * The HTTP ingest of the SDKs: profile and parameters in one request.
 * @throws ConnectError invalid_argument for bad parameters, UnprocessableError for a profile that cannot be taken.
 */
export async function ingestHttp(
  ingest: Ingest,
  symbols: Symbols,
  limits: Limits,
  request: IngestRequest
): Promise<void> {
  const { query, contentType } = request;
  const name = parseAppName(query.get('name') ?? '');
  if (!name) {
    throw invalid(
      `invalid application name ${JSON.stringify(query.get('name') ?? '')}: it has the form app{label=value}`
    );
  }
  const from = timeParameter(query, 'from') ?? Date.now();
  timeParameter(query, 'until');
  const spyName = query.get('spyName') ?? '';
  const format = query.get('format') ?? '';
  const isForm = /^multipart\/form-data/i.test(contentType);
  if (format === 'pprof' || (format === '' && isForm)) {
    const { profile: bytes, config } = readForm(request, isForm);
    await orUnprocessable(async () => {
      const pprof = await ingest.readPprof(bytes);
      const labels = ingestLabels(name, metricOf(sampleTypesOf(pprof.profile), config), spyName);
      const filesInNames = namesNeedFiles(spyName);
      await ingest.storePprof(request.tenant, [{ labels, timeMs: from, filesInNames, ...pprof }]);
    });
    return;
  }
  if (!['', 'groups', 'lines'].includes(format)) {
    throw new UnprocessableError(`cannot read format ${JSON.stringify(format)}: ${ACCEPTED}`);
  }
  const kind = foldedKind(name.app, Number(query.get('sampleRate') || 100));
  if (!kind) {
    throw invalid(
      `unknown profile type in ${JSON.stringify(name.app)}: the name of an application that sends folded stacks has no dot, or ends in one of ${foldedKinds.join(', ')}`
    );
  }
  await orUnprocessable(async () => {
    const text = Buffer.from(request.body).toString();
    const samples = foldedSamples(text, format !== 'lines', kind.scale, symbols, limits);
    if (samples.length === 0 && text.trim() !== '') {
      throw new UnprocessableError(`no folded stack in ${text.length} characters: ${ACCEPTED}`);
    }
    await ingest.storePlain(request.tenant, {
      labels: ingestLabels({ app: kind.app, labels: name.labels }, kind.metric, spyName),
      timeMs: from,
      sampleType: kind.sampleType,
      periodType: kind.periodType,
      samples,
      bytes: request.body.length,
    });
  });
}

function timeParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  const ms = unixMilliseconds(text);
  if (ms === undefined) {
    throw invalid(
      `invalid ${name} ${JSON.stringify(text)}: it is a unix time in seconds, milliseconds, microseconds or nanoseconds`
    );
  }
  return ms;
}

function readForm(
  { body, contentType }: IngestRequest,
  isForm: boolean
): { profile: Uint8Array; config: SampleTypeConfig } {
  if (!isForm) {
    return { profile: body, config: {} };
  }
  const fields = parseMultipart(body, contentType);
  if (!fields) {
    throw invalid('the form has no boundary');
  }
  if (fields.has('prev_profile')) {
    throw new UnprocessableError(
      'the form field "prev_profile" is not supported: send profiles of what happened since the last one'
    );
  }
  const profile = fields.get('profile');
  if (!profile) {
    const other = fields.has('jfr') ? 'the form holds a JFR recording' : 'the form has no field "profile"';
    throw new UnprocessableError(`${other}: ${ACCEPTED}`);
  }
  return { profile, config: sampleTypeConfig(fields.get('sample_type_config')) };
}

function sampleTypeConfig(json: Uint8Array | undefined): SampleTypeConfig {
  if (!json || json.length === 0) {
    return {};
  }
  try {
    const config: unknown = JSON.parse(Buffer.from(json).toString());
    if (typeof config === 'object' && config !== null) {
      return config as SampleTypeConfig;
    }
  } catch {
    // Falls through to the same answer as for JSON that is no object.
  }
  throw new UnprocessableError('the form field "sample_type_config" is not a JSON object');
}

async function orUnprocessable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ConnectError && error.code !== 'resource_exhausted') {
      throw new UnprocessableError(error.message, { cause: error });
    }
    throw error;
  }
}
