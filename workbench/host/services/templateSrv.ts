import type { AdHocVariableFilter, ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv, VariableInterpolation } from '@grafana/runtime';
import { type SceneObject, SceneObjectBase, SceneTimeRange, sceneGraph } from '@grafana/scenes';

/** Where there is no dashboard: no variables, and the time range of Explore. */
class NoDashboard extends SceneObjectBase {}

/** Text is filled in by the scene that a request belongs to, otherwise by the dashboard on the page. */
export class WorkbenchTemplateSrv implements TemplateSrv {
  private readonly timeRange = new SceneTimeRange({});
  private readonly noDashboard = new NoDashboard({ $timeRange: this.timeRange });

  getVariables(): TypedVariableModel[] {
    const { variables } = sceneGraph.getVariables(this.scene()).state;
    return variables.map(({ state }) => state as object as TypedVariableModel);
  }

  /** Filters of dashboards reach plugins by a patch that scenes put in place of this. */
  getAdhocFilters(): AdHocVariableFilter[] {
    return [];
  }

  updateTimeRange(range: TimeRange): void {
    this.timeRange.setState({ value: range });
  }

  containsTemplate(target = ''): boolean {
    const found: VariableInterpolation[] = [];
    this.replace(target, undefined, undefined, found);
    return found.length > 0;
  }

  replace(
    target = '',
    scopedVars?: ScopedVars,
    format?: string | Function,
    interpolations?: VariableInterpolation[]
  ): string {
    return sceneGraph.interpolate(this.scene(scopedVars), target, scopedVars, format as never, interpolations);
  }

  private scene(scopedVars?: ScopedVars): SceneObject {
    // Scenes wrap the object, so that nobody serialises it.
    return scopedVars?.__sceneObject?.value?.valueOf() ?? window.__grafanaSceneContext ?? this.noDashboard;
  }
}
