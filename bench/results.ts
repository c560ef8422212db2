import type { Figures } from './measure';
import { line, median, ms, quantile } from './statistics';

/** What a profile took, medians over the rounds; times in milliseconds. */
export interface Summary {
  firstPicture: number;
  blockToPicture: number;
  blockToRest: number;
  zoomMedian: number;
  zoomP95: number;
  keystroke: number;
  /** JS heap and ArrayBuffer stores that the profile adds to page and workers. */
  bytesPerNode: number;
}

export interface Result {
  profile: string;
  nodes: number;
  hotpath: Summary;
  grafana?: Summary;
}

/** `empty` is the heap of a page with next to no profile, in bytes. */
export function summary(rounds: readonly Figures[], nodes: number, empty: number): Summary {
  const zooms = rounds.flatMap((round) => round.zooms);
  const of = (figure: (round: Figures) => number) => median(rounds.map(figure));
  return {
    firstPicture: rounded(of((round) => round.firstPicture)),
    blockToPicture: rounded(of((round) => round.blockToPicture)),
    blockToRest: rounded(of((round) => round.blockToRest)),
    zoomMedian: rounded(median(zooms)),
    zoomP95: rounded(quantile(zooms, 0.95)),
    keystroke: rounded(median(rounds.flatMap((round) => round.keystrokes))),
    bytesPerNode: rounded(of((round) => round.heap - empty) / nodes),
  };
}

const ROWS: ReadonlyArray<[keyof Summary, string, (value: number) => string]> = [
  ['firstPicture', 'answer to first picture', ms],
  ['blockToPicture', 'longest main-thread block until then', ms],
  ['blockToRest', 'longest main-thread block while loading', ms],
  ['zoomMedian', 'zoom, median', ms],
  ['zoomP95', 'zoom, p95', ms],
  ['keystroke', 'keystroke in the search', ms],
  ['bytesPerNode', 'memory per node after garbage collection', (bytes) => `${bytes.toFixed(1)} B`],
];

export function printTable({ profile, nodes, hotpath, grafana }: Result): void {
  const title = `${profile} (${nodes.toLocaleString('en-US')} nodes)`;
  console.log(`\n${line(title, 'Hotpath', ...(grafana ? ['Grafana', 'ratio'] : []))}`);
  for (const [figure, label, text] of ROWS) {
    const beside = grafana && [text(grafana[figure]), `${(grafana[figure] / hotpath[figure]).toFixed(1)}×`];
    console.log(line(label, text(hotpath[figure]), ...(beside ?? [])));
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
