import { durationText } from './amounts';
import { MissingPart } from './missingPart';
import { PyroscopeError } from '../pyroscope/errors';
import { spanText } from './timeRange';

/** What went wrong, where, and what to do, in a sentence or two for a terminal. */
export function errorSentence(error: unknown, url: string): string {
  if (error instanceof PyroscopeError) {
    return ofServer(error, url);
  }
  if (error instanceof MissingPart) {
    const [{ range, error: first }] = error.failed;
    const when = spanText(range);
    return `${error.message} (${when}${error.failed.length > 1 ? ' and others' : ''}). ${ofServer(first, url)}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function ofServer({ code, params }: PyroscopeError, url: string): string {
  const said = params.message ? ` It said: ${params.message}` : '';
  switch (code) {
    case 'unreachable':
      return `No answer from ${url}. Check --url (or PYROSCOPE_URL) and that the server runs.`;
    case 'unauthenticated':
    case 'forbidden':
      return `${url} did not accept the credentials (${params.status}). Check --token or --user.`;
    case 'missing-tenant':
      return `${url} asks which tenant to read. Add --tenant.`;
    case 'bad-selector':
      return `The label selector cannot be read${params.position === undefined ? '' : ` at position ${params.position + 1}`}: ${params.message ?? ''}`;
    case 'bad-profile-type':
      return `Not a valid profile type. "hotpath types" lists what there is.${said}`;
    case 'range-too-long':
      return `The range is longer than the server allows in one query.${said}`;
    case 'too-many-pieces':
      return `The server takes ${durationText(params.limitMs ?? 0)} in one query, so the range would take ${params.pieces?.count} of them. Ask for a shorter one.`;
    case 'not-found':
    case 'not-pyroscope':
      return `${url} does not answer as Pyroscope does. Through Grafana, give --datasource with the data source's uid.`;
    default:
      return `Pyroscope could not answer (${code}${params.status ? `, status ${params.status}` : ''}).${said}`;
  }
}
