import { HealthCheckError, getDataSourceSrv, isFetchError } from '@grafana/runtime';

export interface TestResult {
  status: 'testing' | 'success' | 'warning' | 'error';
  message: string;
  details?: { message?: string; verboseMessage?: string };
}

/** Asks the data source to test itself, and reads its answer or its exception the way Grafana's settings page does. */
export async function testDataSource(uid: string): Promise<TestResult> {
  try {
    const dataSource = await getDataSourceSrv().get(uid);
    if (!dataSource.testDatasource) {
      return { status: 'success', message: 'The data source was saved. It has no test.' };
    }
    const answer = await dataSource.testDatasource();
    return {
      status: answer.status === 'success' ? 'success' : answer.status === 'warning' ? 'warning' : 'error',
      message: answer.message ?? '',
      details: answer.details,
    };
  } catch (error) {
    const message = isFetchError(error)
      ? (error.data?.message ?? `HTTP error ${error.statusText ?? error.status}`)
      : error instanceof Error
        ? error.message
        : String(error);
    return { status: 'error', message, details: error instanceof HealthCheckError ? error.details : undefined };
  }
}
