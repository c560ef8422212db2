import { Link } from 'react-router-dom-v5-compat';
import { Alert } from '@grafana/ui';
import type { TestResult } from './testDataSource';

export function TestResultAlert({ result, exploreUrl }: { result: TestResult; exploreUrl: string }) {
  const { status, message, details } = result;
  return (
    <Alert
      severity={status === 'testing' ? 'info' : status}
      title={message}
      data-testid="data-testid Data source settings page Alert"
      style={{ marginTop: 16 }}
    >
      {status === 'success' && (
        <>
          Next, you can start to visualize data by{' '}
          <Link to="/dashboards" className="external-link">
            building a dashboard
          </Link>
          , or by querying data in the{' '}
          <Link to={exploreUrl} className="external-link">
            Explore view
          </Link>
          .
        </>
      )}
      {details?.message}
      {details?.verboseMessage && <details style={{ whiteSpace: 'pre-wrap' }}>{details.verboseMessage}</details>}
    </Alert>
  );
}
