import type { DataFrame } from '@grafana/data';

/**
 * What our data source tells our panel about a profile frame, under `frame.meta.custom.hotpath`.
 * A frame of any other source has none, and the panel says less about it.
 */
export interface ProfileMeta {
  profileTypeId: string;
  /** As it was sent: variables and ad hoc filters already in it. */
  labelSelector: string;
  /** Whose profile that selects: a service, and the other labels as `version=v2`; neither: all services. */
  subject?: { service?: string; labels: string[] };
  /** How many cores the samples kept busy on average, where they are the CPU time of the whole range. */
  cores?: number;
  /** Where only parts of the range have profiles: those, which the cores are the mean of; milliseconds since 1970. */
  coresDuring?: Array<{ from: number; to: number }>;
  /** Set where each profile is a state (memory in use, goroutines), so that the values are sums of what was held. */
  isState?: boolean;
  /**
   * How many snapshots of a state the values add up: divided by it, they are the mean of what was held at a time. It
   * need not be whole. Absent where it is not known.
   */
  snapshots?: number;
  /** Set while cores or snapshots are still being counted: the same frame comes again with them. */
  counting?: boolean;
  /** Set where the rows are those that can be seen, and the same frame comes again with all of them. */
  isOutline?: boolean;
  /** What was sent, in milliseconds since 1970. */
  range: { from: number; to: number };
  spanIds?: string[];
  /** The traces or single profiles whose samples these are, where the server heeded the ids. */
  traceIds?: string[];
  profileIds?: string[];
  /** Function names from the root, where only the stacks that begin with them were asked for. */
  callSite?: string[];
  /** The range of the user, where it was too short to hold a span's samples and `range` is wider. */
  askedRange?: { from: number; to: number };
  /** The node limit that was asked for; absent: the server's default. */
  maxNodes?: number;
  /** Set when more nodes were asked for than the server allows: `maxNodes` is then the most. */
  nodesLowered?: boolean;
  /** Set when the server had nothing: one sentence for the user, and what to try. */
  noData?: { message: string };
  /** Set when the query failed: the frame is then the one-row empty one as well. */
  failed?: {
    title: string;
    remedy: string;
    detail?: string;
    /**
     * For a range that is too long to be answered: the latest part of it that is not, in milliseconds since 1970, and
     * its length in words.
     */
    trimTo?: { from: number; to: number; length: string };
  };
  /** Set when the range took more queries than one; fewer done than there are: the rest is awaited, or was cancelled. */
  pieces?: { done: number; of: number; failed: number };
  /** The uid of the data source that answered, to ask it more. */
  source?: string;
  /** Set where what was asked for has no samples: what is shown in its place, and why. */
  instead?: string;
  /** What else the user has to know to read the numbers right, one sentence each. */
  notes?: string[];
  /** Set for a comparison: what its sides are. All else in here is of the compared side, or of the one that is shown. */
  comparison?: ComparisonMeta;
  /** What is not in the picture and can be seen elsewhere. */
  links?: NoteWithLink[];
  /** The pane of Explore that asked, by the id that it has in the address. */
  explorePane?: string;
  /** What the type is called in a title, where its label alone would not tell it from another of these services. */
  profileTypeName?: string;
  /** Whether the values are rates or instants is a matter of the profile type; this says the words: 'CPU time', 'Allocated memory'. */
  profileTypeLabel?: string;
}

export interface ComparisonMeta {
  baseline: ComparedSide;
  compared: ComparedSide;
  /** Where the other side has no profile: the side that the frame holds alone. */
  only?: 'baseline' | 'compared';
  /** Why that side is alone: a sentence, and whether the other one failed or has nothing. */
  alone?: { text: string; severity: 'warning' | 'error' };
  /** Set where the side that the title is of has a time of its own, not the dashboard's. */
  ownTime?: true;
  /** What a title says of the baseline, where it is not what it says of the comparison: whose, what and when it is. */
  against?: { whom?: string; what?: string; when?: string };
  /** Of a state, where the first part of a range is compared with its last: the range, to ask what grows in it. */
  grownOver?: { from: number; to: number };
}

/** One side of a comparison, as it was asked. */
export interface ComparedSide {
  profileTypeId: string;
  profileTypeLabel?: string;
  labelSelector: string;
  subject?: ProfileMeta['subject'];
  range: { from: number; to: number };
  spanIds?: string[];
  traceIds?: string[];
  profileIds?: string[];
  cores?: number;
  /** Of a state: how many snapshots its values were divided by. */
  snapshots?: number;
}

/** A sentence with the address of Explore where what it speaks of is shown. */
export interface NoteWithLink {
  text: string;
  link: { title: string; url: string };
}

export const PANEL_PLUGIN_ID = 'hotpath-flamegraph-panel';
export const DATASOURCE_PLUGIN_ID = 'hotpath-pyroscope-datasource';
export const APP_PLUGIN_ID = 'hotpath-profiles-app';

export function profileMeta(frame: DataFrame): ProfileMeta | undefined {
  return frame.meta?.custom?.hotpath as ProfileMeta | undefined;
}
