import { config } from '@grafana/runtime';

/** What this page leads to that Grafana does not let everybody do, with the roles that may unless told otherwise. */
const ROLES = {
  'datasources:create': ['Admin'],
  'datasources:write': ['Admin'],
  'datasources:explore': ['Admin', 'Editor'],
  'dashboards:create': ['Admin', 'Editor'],
};

/** Whether Grafana lets the user do it; where it tells no rights, the user's role decides. */
export function may(action: keyof typeof ROLES): boolean {
  const user = config.bootData?.user;
  const rights = user?.permissions ?? {};
  return Object.keys(rights).length > 0
    ? rights[action] === true
    : user?.isGrafanaAdmin === true || ROLES[action].includes(user?.orgRole ?? '');
}
