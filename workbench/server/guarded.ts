import type { RequestListener } from 'node:http';
import { hostGuard, refusalText } from '../../pkg/profile-server/http/hostGuard';
import { HttpError, sendError } from './http';

/** `handler` for requests to loopback's names and to `allowed` ones, from pages of those; 403 for any other. */
export function guarded(handler: RequestListener, allowed: readonly string[]): RequestListener {
  const refuses = hostGuard(allowed);
  return (req, res) => {
    const refused = refuses(req);
    if (refused) {
      sendError(res, new HttpError(403, refusalText(refused, '--allow-host')));
    } else {
      handler(req, res);
    }
  };
}
