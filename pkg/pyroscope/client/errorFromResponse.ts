import { PyroscopeError, type AnswerShape, type PyroscopeErrorCode, type PyroscopeErrorParams } from '../errors';
import { readServerMessage } from './serverMessage';

/** An answer that is not what was asked for. */
export interface ForeignResponse {
  status: number;
  contentType: string | null;
  body: Uint8Array;
  /** The RPC or path that was called. */
  call?: string;
}

/** No message is longer; a page of HTML is not worth decoding whole. */
const READ_BYTES = 65_536;
const SHOWN_CHARACTERS = 300;

const BY_CONNECT_CODE = new Map<string, PyroscopeErrorCode>([
  ['canceled', 'cancelled'],
  ['unknown', 'server-error'],
  ['invalid_argument', 'invalid-request'],
  ['deadline_exceeded', 'timeout'],
  ['not_found', 'not-found'],
  ['already_exists', 'invalid-request'],
  ['permission_denied', 'forbidden'],
  ['resource_exhausted', 'rate-limited'],
  ['failed_precondition', 'invalid-request'],
  ['aborted', 'server-error'],
  ['out_of_range', 'invalid-request'],
  ['unimplemented', 'unimplemented'],
  ['internal', 'server-error'],
  ['unavailable', 'unavailable'],
  ['data_loss', 'server-error'],
  ['unauthenticated', 'unauthenticated'],
]);

const BY_STATUS = new Map<number, PyroscopeErrorCode>([
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'not-accepted'],
  [406, 'not-accepted'],
  [407, 'unauthenticated'],
  [408, 'timeout'],
  [410, 'not-found'],
  [413, 'too-large'],
  [414, 'too-large'],
  [415, 'not-accepted'],
  [429, 'rate-limited'],
  [431, 'too-large'],
  [499, 'cancelled'],
  [501, 'unimplemented'],
  [502, 'unreachable'],
  [503, 'unavailable'],
  [504, 'timeout'],
]);

/**
 * What an answer means that is no success, or not in the form that was asked for. Knows the errors of Pyroscope in all
 * its storage modes (Connect's JSON, also to binary requests), those of Grafana's proxy, and those of whatever else may
 * stand in between.
 */
export function errorFromResponse({ status, contentType, body, call }: ForeignResponse): PyroscopeError {
  const text = new TextDecoder().decode(body.subarray(0, READ_BYTES)).trim();
  const html = isHtml(contentType, text);
  const json = html ? undefined : parseObject(text);
  const context: PyroscopeErrorParams = { status, ...(call !== undefined && { call }) };

  const connectCode = typeof json?.code === 'string' ? BY_CONNECT_CODE.get(json.code) : undefined;
  const said = html ? titleOf(text) : json ? messageOf(json) : text;
  const known = said === undefined || html ? undefined : readServerMessage(said);
  if (known?.code) {
    return new PyroscopeError(known.code, { ...context, ...known.params });
  }
  if (connectCode) {
    return new PyroscopeError(connectCode, { ...context, message: known?.params.message || said });
  }
  const message = said ? { message: shorten(said) } : {};
  if (status >= 200 && status < 400) {
    if (body.length === 0 && status < 300) {
      return new PyroscopeError('empty-answer', context);
    }
    const what: AnswerShape = status >= 300 ? 'redirect' : html ? 'html' : json || /^[[{]/.test(text) ? 'json' : 'text';
    return new PyroscopeError('not-pyroscope', { ...context, what, ...message });
  }
  const byStatus = BY_STATUS.get(status) ?? (status >= 500 ? 'server-error' : 'invalid-request');
  return new PyroscopeError(byStatus, { ...context, ...message });
}

function isHtml(contentType: string | null, text: string): boolean {
  return /^text\/html\b/i.test(contentType ?? '') || /^<(?:!doctype|html|head|body)\b/i.test(text);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(json: Record<string, unknown>): string | undefined {
  return [json.message, json.error].find((value): value is string => typeof value === 'string' && value !== '');
}

function titleOf(html: string): string | undefined {
  return /<title[^<>]*>([^<]*)/i.exec(html)?.[1].replace(/\s+/g, ' ').trim() || undefined;
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
