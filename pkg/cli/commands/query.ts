import { writeFileSync } from 'node:fs';
import { isState, parseProfileType } from '../../pyroscope/profileType';
import { askTree } from '../ask';
import { amountText } from '../amounts';
import { connect, type ConnectionOptions } from '../connection';
import { printFunctions } from '../output/functionTable';
import { hiddenNote } from '../output/hiddenNote';
import { profileFile, type FileFormat } from '../output/profileFile';
import { printTree } from '../output/treeText';
import { selectorOf, typeOf } from '../subject';
import { printable, type Terminal } from '../terminal';
import { readRange } from '../timeRange';
import { UsageError } from '../usage';

export interface QueryOptions extends ConnectionOptions {
  appName?: string;
  selector?: string;
  profileType: string;
  from: string;
  until: string;
  maxNodes: number;
  format: 'table' | 'tree' | FileFormat;
  limit: number;
  output?: string;
}

/** One profile, as a table or tree to read, or as a file. */
export async function query(options: QueryOptions, terminal: Terminal, now = Date.now()): Promise<void> {
  const { format, output, limit, maxNodes } = options;
  const connection = connect(options);
  const range = readRange(options.from, options.until, now);
  const labelSelector = selectorOf(options.appName, options.selector);
  const profileTypeId = await typeOf(connection, options.profileType, [{ ...range, labelSelector }]);
  const tree = await askTree(connection, { ...range, profileTypeId, labelSelector, maxNodes });
  if (tree.total[0] === 0) {
    throw new UsageError(
      `No samples of ${profileTypeId} for ${labelSelector} in this range. "hotpath types" and "hotpath labels" list what there is.`
    );
  }
  const unit = parseProfileType(profileTypeId)?.sampleUnit ?? '';
  if (format === 'table' || format === 'tree') {
    if (output !== undefined) {
      throw new UsageError(`--output is for files; ${format} is printed.`);
    }
    terminal.say(`${printable(labelSelector)}  ${profileTypeId}  ${amountText(tree.total[0], unit)}`);
    if (isState(profileTypeId)) {
      terminal.say('Each profile is a state at its time; these are sums of all of them, so read the shares.');
    }
    await (format === 'table' ? printFunctions(tree, unit, limit, terminal) : printTree(tree, unit, limit, terminal));
  } else {
    const content = await profileFile(format, tree, { profileTypeId, labelSelector, range });
    if (output !== undefined) {
      writeFileSync(output, content);
      terminal.say(`${output}: ${content.length} bytes`);
    } else if (format === 'pprof') {
      throw new UsageError('A pprof file is not for a terminal: give --output FILE.');
    } else {
      terminal.out(Buffer.from(content).toString().trimEnd());
    }
  }
  const hidden = await hiddenNote(tree);
  if (hidden) {
    terminal.say(hidden);
  }
}
