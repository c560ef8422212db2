import type { FormatError } from '../../formats/errors';
import type { OtherFormat } from '../../formats/otherFormat';
import { type ConnectError, invalid } from '../errors/connectError';

/** What the bytes are instead of a pprof profile, where `OtherFormat` is no name that people know. */
const OLD_FORMATS: Partial<Record<OtherFormat, string>> = {
  'old-heap': 'a heap profile in pprof’s old text format',
  'old-contention': 'a profile of lock contention in pprof’s old text format',
  'old-threads': 'a profile of threads in pprof’s old text format',
  'old-count': 'a goroutine profile, or another of counts, in pprof’s text format',
  'old-cpu': 'a CPU profile in the old binary format of gperftools',
};

/** Why a file is refused as pprof, in a sentence. */
export function pprofRefusal(error: FormatError): ConnectError {
  const { format, index, what, id, count, limit } = error.params;
  switch (error.code) {
    case 'other-format': {
      const old = format && OLD_FORMATS[format];
      return invalid(
        old
          ? `parsing pprof: the bytes are ${old}; ask for it without debug=1, or turn it into protobuf with go tool pprof -proto`
          : `parsing pprof: the bytes are ${format}, and not pprof as it is or with gzip`
      );
    }
    case 'no-sample-types':
      return invalid('parsing pprof: not a pprof file: it has no sample types');
    case 'too-many':
      return invalid(`the profile has ${count} ${what} or more; limit ${limit}`);
    case 'bad-sample':
      return invalid(`invalid profile: sample ${index} has ${count} values for ${limit} sample types`);
    case 'bad-id':
      return invalid(`invalid profile: it refers to ${what} ${id}, which is not in the file`);
    case 'bad-string':
      return invalid(`invalid profile: string ${index} is not in the string table`);
    default:
      return invalid('parsing pprof: the bytes are no pprof profile, or not all of one');
  }
}
