import { chromium } from '@playwright/test';
import { startProfileServer } from './pkg/profile-server/server';
(async () => {
  const host = process.argv[2];
  const server = await startProfileServer({ limits: { maxQueryLookbackMs: 0 } });
  const r = await fetch(host + '/api/datasources', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'x' + Math.random(), type: 'hotpath-pyroscope-datasource', access: 'proxy', url: server.url, jsonData: {} }) });
  const uid = (await r.json()).datasource.uid;
  const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  for (let i = 0; i < Number(process.argv[3] ?? 4); i++) {
    const ctx = await b.newContext(); const p = await ctx.newPage();
    const log: string[] = []; let t0 = 0;
    for (const ev of ['request', 'requestfinished', 'requestfailed'] as const) p.on(ev as any, (q: any) => /querier/.test(q.url()) && t0 && log.push(`${Date.now() - t0} ${ev} ${q.url().split('/').pop()}`));
    const panes = { a: { datasource: uid, queries: [{ refId: 'A', datasource: { type: 'hotpath-pyroscope-datasource', uid }, profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{service_name="order-service"}', queryType: 'profile' }], range: { from: 'now-90d', to: 'now' } } };
    await p.goto(`${host}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
    const btn = p.getByTestId('hotpath-message').getByRole('button', { name: 'Trim to the last 60 d' });
    await btn.waitFor(); t0 = Date.now(); await btn.click();
    await p.waitForFunction(() => /profiles .*in this time range/.test(document.querySelector('[data-testid=hotpath-message]')?.textContent ?? ''));
    const t = Date.now() - t0;
    const n = (re: RegExp) => log.filter((l) => re.test(l)).length;
    console.log(t, (await p.getByTestId('hotpath-message').textContent())!.slice(0, 90), 'series', n(/ request Series/), n(/finished Series/), n(/failed Series/), 'merge', n(/ request SelectM/), n(/finished SelectM/), n(/failed SelectM/));
    console.log('  ', log.filter((l) => /Series/.test(l))[0], '|', log.filter((l) => /SelectM/.test(l)).slice(-1)[0], '|', log.filter((l) => /Series/.test(l)).slice(-1)[0]);
    await ctx.close();
  }
  await b.close(); await server.close(); process.exit(0);
})();
