import { PyroscopeError, type PyroscopeErrorParams } from '../../pkg/pyroscope/errors';
import { durationText } from './durationText';
import { codeMissingText, type ErrorText } from './errorSentence';
import { noAnswerText } from './noAnswerText';
import { t } from './t';

/** Where a query was asked, for sentences that quote it. */
export interface ErrorContext {
  labelSelector?: string;
  profileTypeId?: string;
}

export function errorText(error: unknown, context: ErrorContext = {}): ErrorText {
  if (!(error instanceof PyroscopeError)) {
    // Webpack's name for code that could not be fetched.
    if (error instanceof Error && error.name === 'ChunkLoadError') {
      return codeMissingText();
    }
    return unknownText(error instanceof Error ? error.message : String(error));
  }
  const text = byCode(error, context);
  const detail = technicalLine(error.params);
  return detail ? { ...text, detail } : text;
}

function byCode({ code, params }: PyroscopeError, context: ErrorContext): ErrorText {
  switch (code) {
    case 'no-url':
      return {
        title: t('datasource.error.no-url.title', 'This data source has no URL.'),
        remedy: t(
          'datasource.error.no-url.remedy',
          'Open its settings and enter the address of your Pyroscope server, for example http://localhost:4040.'
        ),
      };
    case 'unreachable':
      // Grafana's proxy says 502 of a server that it does not reach. Without a status the browser was left without an
      // answer, and does not tell one that never began from one that broke off.
      if (params.status === undefined) {
        return noAnswerText();
      }
      return {
        title: t('datasource.error.unreachable.title', 'Pyroscope could not be reached.'),
        remedy: t(
          'datasource.error.unreachable.remedy',
          'Check that the server runs and that the URL in the data source settings (host and port) can be reached from the Grafana server.'
        ),
      };
    case 'unauthenticated':
      return {
        title: t('datasource.error.unauthenticated.title', 'Pyroscope did not accept the credentials (401).'),
        remedy: t(
          'datasource.error.unauthenticated.remedy',
          'Check user, password or token in the data source settings.'
        ),
      };
    case 'missing-tenant':
      return {
        title: t('datasource.error.missing-tenant.title', 'Pyroscope asks which tenant to read (401).'),
        remedy: t(
          'datasource.error.missing-tenant.remedy',
          'Add a custom header X-Scope-OrgID with the tenant’s ID in the data source settings.'
        ),
      };
    case 'forbidden':
      return {
        title: t('datasource.error.forbidden.title', 'Reading these profiles is not allowed (403).'),
        remedy: t(
          'datasource.error.forbidden.remedy',
          'Ask for permission to query this data source in Grafana, or check that its user or token may read from Pyroscope.'
        ),
      };
    case 'not-found':
      return {
        title: t('datasource.error.not-found.title', 'No Pyroscope API found at this URL (404).'),
        remedy: t(
          'datasource.error.not-found.remedy',
          'Check the URL in the data source settings: it is the server’s base address, with a path only if Pyroscope runs under a path prefix.'
        ),
      };
    case 'not-accepted':
      return {
        title: t('datasource.error.not-accepted.title', 'The server did not accept the request ({{status}}).', {
          status: params.status ?? '405',
        }),
        remedy: t(
          'datasource.error.not-accepted.remedy',
          'Something between Grafana and Pyroscope changes the call: a proxy must pass POST requests and their content type unchanged.'
        ),
      };
    case 'too-large':
      return {
        title: t('datasource.error.too-large.title', 'The request or its answer is too large (413).'),
        remedy: t(
          'datasource.error.too-large.remedy',
          'Ask for fewer nodes, a shorter time range or fewer services; or raise the size limit of the proxy in front of Pyroscope.'
        ),
      };
    case 'rate-limited':
      return {
        title: t('datasource.error.rate-limited.title', 'Pyroscope is getting too many requests (429).'),
        remedy: t(
          'datasource.error.rate-limited.remedy',
          'Wait a moment and run the query again; refresh less often, or ask for the tenant’s limits to be raised.'
        ),
      };
    case 'range-too-long':
      return rangeText(params);
    case 'too-many-pieces':
      return tooManyPiecesText(params);
    case 'bad-selector':
      return selectorText(params, context.labelSelector);
    case 'bad-profile-type':
      return {
        title: context.profileTypeId
          ? t('datasource.error.bad-profile-type.title', '“{{type}}” is not a profile type.', {
              type: context.profileTypeId,
            })
          : t('datasource.error.bad-profile-type.title-unknown', 'This is not a profile type.'),
        remedy: t(
          'datasource.error.bad-profile-type.remedy',
          'Pick one from the list. An ID has five parts, for example process_cpu:cpu:nanoseconds:cpu:nanoseconds.'
        ),
      };
    case 'too-many-nodes':
      return {
        title: t(
          'datasource.error.too-many-nodes.title',
          'More nodes were asked for than the server allows{{limit}}.',
          {
            limit: params.limit === undefined ? '' : ` (${params.limit.toLocaleString('en-US')})`,
          }
        ),
        remedy: t('datasource.error.too-many-nodes.remedy', 'Lower “Max nodes” in the query’s options.'),
      };
    case 'invalid-request':
      return {
        title: t('datasource.error.invalid-request.title', 'Pyroscope rejected the query{{reason}}', {
          reason: params.message ? `: ${withStop(params.message)}` : '.',
        }),
        remedy: t(
          'datasource.error.invalid-request.remedy',
          'Fix that in the query, the time range or the data source settings, and run it again.'
        ),
      };
    case 'unimplemented':
      return {
        title: t(
          'datasource.error.unimplemented.title',
          'This Pyroscope server cannot answer this kind of query (501).'
        ),
        remedy: t(
          'datasource.error.unimplemented.remedy',
          'It needs a newer version, or storage mode v2 (server flag -architecture.storage=v2); on a server just moved to v2, ask for a range after the move.'
        ),
      };
    case 'timeout':
      return {
        title: t('datasource.error.timeout.title', 'Pyroscope took too long to answer (504).'),
        remedy: t(
          'datasource.error.timeout.remedy',
          'Shorten the time range or narrow the label selector; or raise the timeout in the data source settings.'
        ),
      };
    case 'unavailable':
      return {
        title: t('datasource.error.unavailable.title', 'Pyroscope is not available right now ({{status}}).', {
          status: params.status ?? 503,
        }),
        remedy: t(
          'datasource.error.unavailable.remedy',
          'It may be starting or restarting: wait a moment and run the query again.'
        ),
      };
    case 'server-error':
      return {
        title: t('datasource.error.server-error.title', 'Pyroscope failed while answering ({{status}}).', {
          status: params.status ?? 500,
        }),
        remedy: t(
          'datasource.error.server-error.remedy',
          'Run the query again; if it keeps failing, look in the server’s log for the line below.'
        ),
      };
    case 'not-pyroscope':
      return {
        title: t('datasource.error.not-pyroscope.title', 'The answer is not from Pyroscope: it is {{what}}.', {
          what: shapeText(params.what),
        }),
        remedy: t(
          'datasource.error.not-pyroscope.remedy',
          'Check the URL in the data source settings; a login page or another service may be answering in its place.'
        ),
      };
    case 'cut-answer':
      return {
        title: t('datasource.error.cut-answer.title', 'The answer broke off in the middle.'),
        remedy: t(
          'datasource.error.cut-answer.remedy',
          'Run the query again; if it keeps failing, ask for fewer nodes, or check size and time limits of the proxies in between.'
        ),
      };
    case 'empty-answer':
      return {
        title: t('datasource.error.empty-answer.title', 'The server sent an empty answer.'),
        remedy: t(
          'datasource.error.empty-answer.remedy',
          'Check that the URL in the data source settings is Pyroscope’s, and that no proxy in between drops answers.'
        ),
      };
    case 'cancelled':
      return {
        title: t('datasource.error.cancelled.title', 'The query was cancelled.'),
        remedy: t('datasource.error.cancelled.remedy', 'Run it again when you need it.'),
      };
    case 'unknown':
      return unknownText(params.message);
  }
}

function shapeText(what: PyroscopeErrorParams['what']): string {
  switch (what) {
    case 'html':
      return t('datasource.error.not-pyroscope.html', 'a web page (HTML)');
    case 'json':
      return t('datasource.error.not-pyroscope.json', 'JSON from another service');
    case 'text':
      return t('datasource.error.not-pyroscope.text', 'plain text');
    case 'redirect':
      return t('datasource.error.not-pyroscope.redirect', 'a redirect to another address');
    case 'inconsistent-flame-graph':
      return t('datasource.error.not-pyroscope.inconsistent', 'a flame graph that contradicts itself');
    case 'malformed-message':
    case undefined:
      return t('datasource.error.not-pyroscope.malformed', 'bytes that cannot be read');
  }
}

function unknownText(message: string | undefined): ErrorText {
  return {
    title: t('datasource.error.unknown.title', 'The query failed for an unknown reason.'),
    remedy: t('datasource.error.unknown.remedy', 'Run it again; if it keeps failing, report it with the line below.'),
    ...(message ? { detail: message } : {}),
  };
}

function rangeText({ actualMs, limitMs }: PyroscopeErrorParams): ErrorText {
  const limit = limitMs === undefined ? undefined : durationText(limitMs);
  const title =
    limit === undefined
      ? t('datasource.error.range-too-long.title', 'The time range is longer than this server allows in one query.')
      : actualMs === undefined
        ? t(
            'datasource.error.range-too-long.title-limit',
            'The time range is longer than the {{limit}} this server allows in one query.',
            { limit }
          )
        : t(
            'datasource.error.range-too-long.title-both',
            'The time range is {{actual}} long; this server allows {{limit}} in one query.',
            {
              actual: durationText(actualMs),
              limit,
            }
          );
  const remedy =
    limit === undefined
      ? t('datasource.error.range-too-long.remedy', 'Choose a shorter time range.')
      : t(
          'datasource.error.range-too-long.remedy-limit',
          'Choose a time range of {{limit}} or less, or raise max_query_length on the server.',
          { limit }
        );
  return { title, remedy };
}

function tooManyPiecesText({ limitMs = 0, pieces }: PyroscopeErrorParams): ErrorText {
  if (pieces === undefined) {
    return rangeText({ limitMs });
  }
  const { range, count, trimmed } = pieces;
  const longest = durationText(trimmed.end - trimmed.start);
  return {
    title: t(
      'datasource.error.too-many-pieces.title',
      'A range of {{range}} would take {{count}} queries: the server allows {{limit}} per query.',
      { range: durationText(range.end - range.start), count, limit: durationText(limitMs) }
    ),
    remedy: t(
      'datasource.error.too-many-pieces.remedy',
      'Choose a range of {{longest}} or less, or raise max_query_length on the server.',
      { longest }
    ),
    trimTo: { from: trimmed.start, to: trimmed.end, length: longest },
  };
}

function selectorText({ position, message }: PyroscopeErrorParams, selector: string | undefined): ErrorText {
  const remedy = t(
    'datasource.error.bad-selector.remedy',
    'Write it as {name="value", other=~"regex"}: names, then =, !=, =~ or !~, then values in double quotes.'
  );
  const reason = message ? `: ${withStop(message)}` : '.';
  if (position === undefined) {
    return {
      title: t('datasource.error.bad-selector.title', 'Syntax error in the label selector{{reason}}', { reason }),
      remedy,
    };
  }
  const title = t(
    'datasource.error.bad-selector.title-position',
    'Syntax error in the label selector at character {{position}}{{place}}{{reason}}',
    {
      position: position + 1,
      place: selector === undefined ? '' : ` (${around(selector, position)})`,
      reason,
    }
  );
  return { title, remedy };
}

/** The text near a fault, the fault marked: `…ame=▸}`. */
function around(selector: string, position: number): string {
  const start = Math.max(0, position - 12);
  const end = Math.min(selector.length, position + 12);
  const before = `${start > 0 ? '…' : ''}${selector.slice(start, position)}`;
  const after = `${selector.slice(position, end)}${end < selector.length ? '…' : ''}`;
  return `${before}▸${after}`;
}

function withStop(sentence: string): string {
  const trimmed = sentence.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** What was found wrong before anything was sent is told whole by its title. */
function technicalLine({ call, status, message }: PyroscopeErrorParams): string | undefined {
  if (call === undefined && status === undefined) {
    return undefined;
  }
  return [call, status === undefined ? undefined : `HTTP ${status}`, message].filter(Boolean).join(' · ');
}
