import { check } from './checks';
import { pairDifferences, treePairs } from './pairs';
import { readFolder } from './recording';

// npx tsx tests/contract/checkAll.ts FOLDER: everything that was recorded into a folder, held to the same as `answers`.

async function main(folder: string): Promise<number> {
  const recordings = readFolder(folder);
  const checked = new Map<string, number>();
  const passedOver = new Map<string, string[]>();
  let disagreeing = 0;
  for (const recording of recordings) {
    const outcome = await check(recording);
    for (const what of outcome.checked) {
      checked.set(what, (checked.get(what) ?? 0) + 1);
    }
    for (const why of new Set(outcome.passedOver)) {
      passedOver.set(why, [...(passedOver.get(why) ?? []), recording.name]);
    }
    for (const disagreement of outcome.disagreements) {
      console.log(`${recording.name}: ${disagreement}`);
    }
    disagreeing += outcome.disagreements.length > 0 ? 1 : 0;
  }
  const pairs = treePairs(recordings);
  for (const pair of pairs) {
    const differences = pairDifferences(pair);
    for (const difference of differences) {
      console.log(`${pair[0].name} and ${pair[1].name}: ${difference}`);
    }
    disagreeing += differences.length > 0 ? 1 : 0;
  }
  console.log(`${recordings.length} recordings, ${disagreeing} that disagree`);
  for (const [what, times] of checked) {
    console.log(`  checked ${times} times: ${what}`);
  }
  console.log(`  checked ${pairs.length} times: flame graph and tree of one question`);
  for (const [why, names] of passedOver) {
    console.log(`  passed over ${names.length} times: ${why} (such as ${names.slice(0, 3).join(', ')})`);
  }
  return disagreeing === 0 && recordings.length > 0 ? 0 : 1;
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: npx tsx tests/contract/checkAll.ts FOLDER');
  process.exit(2);
}
main(folder).then((code) => (process.exitCode = code));
