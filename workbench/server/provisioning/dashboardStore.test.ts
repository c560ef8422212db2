import { DashboardStore } from './dashboardStore';
import { HttpError } from '../http';

const provisioned = [{ uid: 'first-look', title: 'First look', version: 3 }];

function given() {
  return new DashboardStore(() => provisioned);
}

/** Status, message and reason of the refusal. */
function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    const { status, message, reason } = error as HttpError;
    return [status, message, reason];
  }
  throw new Error('nothing was refused');
}

it('answers a save with where the dashboard is, and holds it from then on', () => {
  const store = given();
  const answer = store.save({ dashboard: { id: null, uid: null, title: ' Profiles of order-service ', panels: [] } });
  expect(answer).toEqual({
    id: expect.any(Number),
    uid: expect.stringMatching(/^[\w-]{1,40}$/),
    url: `/d/${answer.uid}/profiles-of-order-service`,
    status: 'success',
    version: 1,
    slug: 'profiles-of-order-service',
    folderUid: '',
  });
  expect(store.get(answer.uid)).toEqual({
    dashboard: { id: answer.id, uid: answer.uid, title: 'Profiles of order-service', version: 1, panels: [] },
    meta: expect.objectContaining({ url: answer.url, canSave: true, provisioned: false }),
  });
  expect(store.list().map(({ title }) => title)).toEqual(['First look', 'Profiles of order-service']);
});

it('lets a title repeat, and not a uid', () => {
  const store = given();
  store.save({ dashboard: { uid: 'a', title: 'Same' } });
  const other = store.save({ dashboard: { title: 'Same' } });
  expect(other.uid).not.toBe('a');
  expect(refusal(() => store.save({ dashboard: { uid: 'a', title: 'Another' } }))).toEqual([
    412,
    'The dashboard has been changed by someone else',
    'version-mismatch',
  ]);
  expect(store.get('a').dashboard.title).toBe('Same');
});

it('saves over what it knows: the version before, or told to overwrite', () => {
  const store = given();
  const { id } = store.save({ dashboard: { uid: 'a', title: 'One' } });
  expect(store.save({ dashboard: { uid: 'a', title: 'Two', version: 1 } })).toMatchObject({ id, version: 2 });
  expect(refusal(() => store.save({ dashboard: { id, title: 'Three', version: 1 } }))[0]).toBe(412);
  expect(store.save({ dashboard: { uid: 'a', title: 'Four' }, overwrite: true })).toMatchObject({ id, version: 3 });
  expect(store.save({ dashboard: { id, uid: 'b', title: 'Moved', version: 3 } })).toMatchObject({ id, uid: 'b' });
  expect(store.list().map(({ uid }) => uid)).toEqual(['first-look', 'b']);
});

it('refuses what is no dashboard, with the reason', () => {
  const store = given();
  const { id } = store.save({ dashboard: { uid: 'a', title: 'A' } });
  store.save({ dashboard: { uid: 'b', title: 'B' } });
  const cases: Array<[unknown, number, string, string?]> = [
    [undefined, 400, 'bad request data'],
    [{ dashboard: [] }, 400, 'bad request data'],
    [{ dashboard: { title: '  ' } }, 400, 'Dashboard title cannot be empty', 'empty-name'],
    [
      { dashboard: { title: 'x'.repeat(5001) } },
      400,
      'Dashboard title cannot contain more than 5 000 characters',
      'title-too-long',
    ],
    [{ dashboard: { title: 'T', uid: 'a/b' } }, 400, 'uid contains illegal characters'],
    [{ dashboard: { title: 'T', uid: 'x'.repeat(41) } }, 400, 'uid too long, max 40 characters'],
    [{ dashboard: { title: 'T' }, folderUid: 'team' }, 400, 'folder not found'],
    [{ dashboard: { title: 'T', id: 99 } }, 404, 'Dashboard not found', 'not-found'],
    [{ dashboard: { title: 'T', id, uid: 'b' } }, 400, 'A dashboard with the same uid already exists'],
    [{ dashboard: { title: 'T', uid: 'first-look' }, overwrite: true }, 400, 'Cannot save provisioned dashboard'],
  ];
  for (const [body, status, message, reason] of cases) {
    expect(refusal(() => store.save(body))).toEqual([status, message, reason]);
  }
  expect(store.list()).toHaveLength(3);
});

it('removes what was saved, and nothing else', () => {
  const store = given();
  store.save({ dashboard: { uid: 'a', title: 'A' } });
  expect(store.remove('a')).toEqual({ title: 'A', message: 'Dashboard A deleted' });
  expect(refusal(() => store.get('a'))).toEqual([404, 'Dashboard not found', 'not-found']);
  expect(refusal(() => store.remove('first-look'))).toEqual([
    400,
    'provisioned dashboard cannot be deleted',
    undefined,
  ]);
});
