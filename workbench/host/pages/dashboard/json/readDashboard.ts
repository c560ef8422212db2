import { type ClassicDashboard, readClassic } from './classicDashboard';
import type { Dashboard } from './dashboardModel';
import { type V2Spec, readV2 } from './v2Dashboard';

/** A dashboard's JSON: the classic one, or a resource of Grafana's newer API with either schema in its `spec`. */
export type DashboardJson = ClassicDashboard | { uid: string; spec: V2Spec | ClassicDashboard };

export function readDashboard(json: DashboardJson): Dashboard {
  if (!('spec' in json)) {
    return readClassic(json);
  }
  const { uid, spec } = json;
  return 'elements' in spec ? readV2(uid, spec) : readClassic({ ...spec, uid });
}
