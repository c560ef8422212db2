import { lazyComponent } from '../loading/lazyComponent';
import type { View } from './view/viewState';

// Few views have them, so their code comes when they do. What is used together comes together: each file that can be
// fetched costs every panel the 64 characters of its checksum.
export const Notice = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-words" */ './messages/Notice')).Notice
);
export const Unsaid = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-words" */ './messages/Unsaid')).Unsaid
);
export const Breadcrumb = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-words" */ './bars/Breadcrumb')).Breadcrumb
);
export const SideBySide = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-views" */ './compare/SideBySide')).SideBySide
);
export const CompareBar = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-compare" */ './compare/CompareBar')).CompareBar
);
export const FunctionMenu = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './menu/FunctionMenu')).FunctionMenu
);
export const CallTreeScreen = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-views" */ './calltree/CallTreeScreen')).CallTreeScreen
);
export const InvertedTree = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-views" */ './inverted/InvertedTree')).InvertedTree
);
export const InvertedGraph = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-views" */ './inverted/InvertedGraph')).InvertedGraph
);
export const Sandwich = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-views" */ './sandwich/Sandwich')).Sandwich
);
export const CallGraph = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-views" */ './callgraph/CallGraph')).CallGraph
);
export const DetailsPane = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './details/DetailsPane')).DetailsPane
);
export const Dialog = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './Dialog')).Dialog
);
export const LookMenu = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './look/LookMenu')).LookMenu
);
export const TransformBar = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-transforms" */ './transforms/TransformBar')).TransformBar
);
export const NothingLeft = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-transforms" */ './transforms/NothingLeft')).NothingLeft
);

/** What stands in the graph's place. */
export const OTHER_PICTURES: Partial<Record<View, typeof Sandwich>> = {
  sandwich: Sandwich,
  invertedGraph: InvertedGraph,
  callGraph: CallGraph,
};
