import { create, type MessageInitShape, toBinary, toJsonString } from '@bufbuild/protobuf';
import type { CallTree } from '../../calltree/tree';
import { truncateForFlameGraph } from '../../pyroscope/flamegraph/truncate';
import { levelsFromCallTree } from '../../pyroscope/flamegraph/levels';
import type { Profile } from '../../pyroscope/gen/google/v1/profile_pb';
import {
  type DiffRequest,
  ProfileFormat,
  type SelectHeatmapRequest,
  type SelectHeatmapResponseSchema,
  type SelectMergeProfileRequest,
  type SelectMergeSpanProfileRequest,
  type SelectMergeStacktracesRequest,
  SelectMergeStacktracesRequestSchema,
  SelectMergeStacktracesResponseSchema,
  type SelectSeriesRequest,
  type SelectSeriesResponseSchema,
} from '../../pyroscope/gen/querier/v1/querier_pb';
import { ConnectError, invalid } from '../errors/connectError';
import type { Limits } from '../limits';
import type { ProfileStore } from '../storage/store';
import type { Caller } from './caller';
import { diffTrees } from './answers/diffTrees';
import { failedSearch } from './failedSearch';
import { type Answer, flameGraphAnswer } from './answers/flameGraphAnswer';
import { mergeStacks, sumStacks } from './mergeStacks';
import { pprofOf } from './answers/pprofAnswer';
import { checkProfileType, type ProfileQuery, type ProfileSelection, selectProfiles } from './profileSelection';
import { type AskedSamples, sampleSelection } from './sampleIds';
import { selectHeatmap } from './series/selectHeatmap';
import { selectSeries } from './series/selectSeries';
import { cutAsStored, treeAnswer } from './answers/treeAnswer';

const ZERO = BigInt(0);
const SPANS_AND_TRACES = 'span_selector and trace_id_selector cannot be combined';

/** The calls that read profiles. */
export class ProfileQueries {
  constructor(
    private readonly store: ProfileStore,
    private readonly limits: Limits
  ) {}

  selectMergeStacktraces(request: SelectMergeStacktracesRequest, { tenants }: Caller): Answer {
    if (request.spanSelector.length > 0 && request.traceIdSelector.length > 0) {
      throw invalid(SPANS_AND_TRACES);
    }
    if (request.format === ProfileFormat.PPROF) {
      return pprofAnswer(this.pprof(request, tenants));
    }
    return this.stacktraces(request, tenants);
  }

  selectMergeSpanProfile(request: SelectMergeSpanProfileRequest, { tenants }: Caller): Answer {
    return this.stacktraces(request, tenants);
  }

  selectMergeProfile(request: SelectMergeProfileRequest, { tenants }: Caller): Profile {
    return this.pprof(request, tenants);
  }

  diff({ left, right }: DiffRequest, { tenants }: Caller): Answer {
    const sides = [left, right].map((side) => side ?? create(SelectMergeStacktracesRequestSchema));
    sides.forEach(({ profileTypeID }) => checkProfileType(profileTypeID));
    const asked = sides.map(({ maxNodes }) => maxNodes ?? ZERO);
    const maxNodes = this.checkMaxNodes(asked[0] > asked[1] ? asked[0] : asked[1]);
    const [leftTree, rightTree] = sides.map((side) => this.sideOfDiff(side, tenants));
    return flameGraphAnswer(levelsFromCallTree(diffTrees(leftTree, rightTree, maxNodes)));
  }

  selectSeries(request: SelectSeriesRequest, { tenants }: Caller): MessageInitShape<typeof SelectSeriesResponseSchema> {
    return selectSeries(this.store, this.limits, request, tenants);
  }

  selectHeatmap(
    request: SelectHeatmapRequest,
    { tenants }: Caller
  ): MessageInitShape<typeof SelectHeatmapResponseSchema> {
    return selectHeatmap(this.store, this.limits, request, tenants);
  }

  private stacktraces(
    request: SelectMergeStacktracesRequest | SelectMergeSpanProfileRequest,
    tenants: readonly string[]
  ): Answer {
    const { format } = request;
    if (format >= ProfileFormat.DOT) {
      throw new ConnectError(
        'unimplemented',
        `profile format ${ProfileFormat[format] ?? format} is not supported: ask for a flame graph`
      );
    }
    const selected = selectProfiles(this.store, this.limits, request, tenants);
    const maxNodes = this.checkMaxNodes(request.maxNodes ?? ZERO);
    const tree = this.tree(selected, request);
    return format === ProfileFormat.TREE
      ? treeAnswer(cutAsStored(tree, maxNodes))
      : flameGraphAnswer(levelsFromCallTree(truncateForFlameGraph(tree, maxNodes)));
  }

  /** Its size is not limited, as in Pyroscope; nor is it cut to `max_nodes`. */
  private pprof(request: ProfileQuery & AskedSamples, tenants: readonly string[]): Profile {
    const selected = selectProfiles(this.store, this.limits, request, tenants);
    const sums = sumStacks(this.store, selected, selected.series.length > 0 ? sampleSelection(request) : {});
    return pprofOf(this.store.symbols, sums, request.profileTypeID, selected.endMs);
  }

  /** What is wrong with one side is always the request's fault, whatever it would be in a call of its own. */
  private sideOfDiff(request: SelectMergeStacktracesRequest, tenants: readonly string[]): CallTree {
    try {
      const selected = selectProfiles(this.store, this.limits, request, tenants);
      if (selected.series.length > 0 && request.spanSelector.length > 0 && request.traceIdSelector.length > 0) {
        throw failedSearch(SPANS_AND_TRACES);
      }
      return this.tree(selected, request);
    } catch (error) {
      throw error instanceof ConnectError ? invalid(`${error.code}: ${error.message}`) : error;
    }
  }

  /** Until there is something to select from, a malformed id is no error. */
  private tree(selected: ProfileSelection, asked: AskedSamples): CallTree {
    return mergeStacks(this.store, selected, selected.series.length > 0 ? sampleSelection(asked) : {});
  }

  private checkMaxNodes(asked: bigint): number {
    const { defaultNodes, maxNodes } = this.limits;
    if (asked === ZERO) {
      return defaultNodes;
    }
    if (maxNodes === 0) {
      return Math.max(0, Number(asked));
    }
    if (asked < ZERO) {
      throw invalid(`max flamegraph nodes limit must be set (max allowed ${maxNodes})`);
    }
    if (asked > BigInt(maxNodes)) {
      throw invalid(`max flamegraph nodes limit ${asked} is greater than allowed ${maxNodes}`);
    }
    return Number(asked);
  }
}

function pprofAnswer(profile: Profile): Answer {
  const message = create(SelectMergeStacktracesResponseSchema, { pprof: { profile } });
  return {
    toBinary: () => toBinary(SelectMergeStacktracesResponseSchema, message),
    toJson: () => toJsonString(SelectMergeStacktracesResponseSchema, message),
  };
}
