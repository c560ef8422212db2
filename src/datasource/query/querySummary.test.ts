import { querySummary } from './querySummary';
import type { PyroscopeQuery } from './query';
import { CPU } from '../testing/fakeHost';

it.each<[Partial<PyroscopeQuery>, string]>([
  [{}, 'CPU time of all services'],
  [
    {
      profileTypeId: CPU,
      labelSelector: '{service_name="order-service", version="v1"}',
      spanSelector: ['6a29e5d07f769265'],
    },
    'CPU time of order-service {version="v1"}, span 6a29e5d07f769265',
  ],
  [
    { profileTypeId: 'memory:inuse_space:bytes:space:bytes', labelSelector: '{service_name=~"a|b"}' },
    'Memory in use of all services {service_name=~"a|b"}',
  ],
  [{ queryType: 'metrics', groupBy: ['pod'] }, 'CPU time of all services, over time by pod'],
  [{ queryType: 'both' }, 'CPU time of all services, over time and profile'],
  [{ queryType: 'metrics', includeHeatmap: true }, 'CPU time of all services, heatmap'],
  [{ queryType: 'compare' }, 'CPU time of all services, compared with previous'],
  [
    { queryType: 'compare', baseline: { labelSelector: '{version="v1"}' } },
    'CPU time of all services, compared with {version="v1"}',
  ],
  [{ queryType: 'compare', baseline: { time: '1d' } }, 'CPU time of all services, compared with 1d'],
  [
    { queryType: 'compare', baseline: { time: 'range', from: 'now-2h', to: 'now-1h' } },
    'CPU time of all services, compared with now-2h – now-1h',
  ],
  [{ labelSelector: '{$broken' }, 'CPU time of {$broken'],
  [{ stackTraceSelector: ['main', 'work'] }, 'CPU time of all services, below work'],
  [{ labelSelector: 3, maxNodes: 'abc' } as never, 'CPU time of all services'],
])('%j', (query, text) => {
  expect(querySummary({ refId: 'A', ...query } as PyroscopeQuery)).toBe(text);
});
