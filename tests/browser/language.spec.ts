import { expect, test } from './fixtures';

test('plugins speak the language that Grafana is set to', async ({ page, panel }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/d/hotpath-first-look/first-look?theme=light&language=ko-KR');
  await expect(panel.title.first()).toContainText('order-service · CPU 시간');
  await expect(page.getByPlaceholder('함수 검색').first()).toBeVisible();

  await page.goto('/a/hotpath-profiles-app');
  await expect(page.getByRole('heading', { name: 'Pyroscope 서버 연결' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '느린 스팬에서 코드까지' })).toBeVisible();
  expect(fetched.filter((url) => url.includes('/locales/')).length).toBeGreaterThan(1);

  fetched.length = 0;
  await page.goto('/a/hotpath-profiles-app?language=en-US');
  await expect(page.getByRole('heading', { name: 'Connect a Pyroscope server' })).toBeVisible();
  expect(fetched.filter((url) => url.includes('/locales/'))).toEqual([]);
});
