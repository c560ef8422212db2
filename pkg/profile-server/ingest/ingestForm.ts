import { parseMultipart } from './multipart';
import type { SampleTypeConfig } from './metricName';

/** An ingest that fails after its parameters were understood. */
export class UnprocessableError extends Error {}

export const ACCEPTED =
  'this server takes pprof (format=pprof, or a form with the field "profile") and folded stacks (no format, or format=lines)';

/** What a form holds: nothing where a client has nothing to say. */
export interface IngestForm {
  profile?: Uint8Array;
  config?: SampleTypeConfig;
}

/** @throws UnprocessableError */
export function readForm(body: Uint8Array, contentType: string): IngestForm {
  if (body.length === 0) {
    return {};
  }
  const fields = parseMultipart(body, contentType);
  if (!fields) {
    throw new UnprocessableError('the form has no boundary');
  }
  if (fields.get('prev_profile')?.length) {
    throw new UnprocessableError(
      'the form field "prev_profile" is not supported: send profiles of what happened since the last one'
    );
  }
  const profile = fields.get('profile');
  if (!profile && fields.size > 0) {
    const other = fields.has('jfr') ? 'the form holds a JFR recording' : 'the form has no field "profile"';
    throw new UnprocessableError(`${other}: ${ACCEPTED}`);
  }
  return { profile, config: sampleTypeConfig(fields.get('sample_type_config')) };
}

/** The kinds of what a client may say of a sample type. */
const CONFIG_FIELDS: Readonly<Record<string, string>> = {
  units: 'string',
  'display-name': 'string',
  aggregation: 'string',
  cumulative: 'boolean',
  sampled: 'boolean',
};

/** Undefined where the client says nothing, and Pyroscope's own configuration holds. */
function sampleTypeConfig(json: Uint8Array | undefined): SampleTypeConfig | undefined {
  if (!json || json.length === 0) {
    return undefined;
  }
  let config: unknown;
  try {
    config = JSON.parse(Buffer.from(json).toString());
  } catch {
    throw notConfig();
  }
  if (config === null) {
    return undefined;
  }
  if (typeof config !== 'object' || Array.isArray(config)) {
    throw notConfig();
  }
  const types = new Map<string, { displayName: string }>();
  for (const [type, said] of Object.entries(config as Record<string, unknown>)) {
    if (said === null) {
      continue;
    }
    if (typeof said !== 'object' || Array.isArray(said)) {
      throw notConfig(`of ${JSON.stringify(type)} it has no object`);
    }
    for (const [field, value] of Object.entries(said)) {
      const kind = Object.hasOwn(CONFIG_FIELDS, field) ? CONFIG_FIELDS[field] : undefined;
      if (kind && value !== null && typeof value !== kind) {
        throw notConfig(`${JSON.stringify(field)} of ${JSON.stringify(type)} is no ${kind}`);
      }
    }
    const displayName = (said as { 'display-name'?: string | null })['display-name'] ?? '';
    types.set(type, { displayName });
  }
  return types;
}

function notConfig(why = 'it is none'): UnprocessableError {
  return new UnprocessableError(`the form field "sample_type_config" is not a JSON object of sample types: ${why}`);
}
