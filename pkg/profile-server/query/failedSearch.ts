import { ConnectError } from '../errors/connectError';

/** What Pyroscope notices only where profiles are read is, to its caller, a failure of the search and not of the request. */
export function failedSearch(fault: string, code = 'Unknown'): ConnectError {
  return new ConnectError('unknown', `rpc error: code = ${code} desc = ${fault}`);
}
