import { randomBytes } from 'node:crypto';
import { type DashboardJson, slugOf } from './dashboards';
import { HttpError } from '../http';

interface Stored {
  json: DashboardJson;
  version: number;
  provisioned: boolean;
}

/** What a save answers, as Grafana does. */
export interface SaveAnswer {
  id: number;
  uid: string;
  url: string;
  status: 'success';
  version: number;
  slug: string;
  folderUid: string;
}

interface SaveRequest {
  dashboard?: Partial<DashboardJson> & { id?: number | null; uid?: string | null; version?: number };
  folderUid?: string;
  overwrite?: boolean;
}

const MAX_UID_LENGTH = 40;
const MAX_TITLE_LENGTH = 5000;

/**
 * The dashboards of one run: those of a folder, which cannot be saved, and those that were posted, in memory. Titles
 * may repeat, as in Grafana since 11.3; uids may not.
 */
export class DashboardStore {
  private readonly saved = new Map<string, Stored>();
  private readonly ids = new Map<string, number>();

  constructor(private readonly provisioned: () => DashboardJson[]) {}

  list(): DashboardJson[] {
    return [...this.provisioned(), ...[...this.saved.values()].map(({ json }) => json)];
  }

  /** The answer of GET /api/dashboards/uid/<uid>. */
  get(uid: string) {
    const { json, version, provisioned } = this.find(uid) ?? notFound();
    const slug = slugOf(json.title);
    return {
      dashboard: { ...json, id: this.idOf(uid), version },
      meta: { type: 'db', slug, url: urlOf(json), version, canSave: !provisioned, provisioned },
    };
  }

  /** The answer of POST /api/dashboards/db to its body. */
  save(body: unknown): SaveAnswer {
    const { dashboard, folderUid = '', overwrite = false } = (body ?? {}) as SaveRequest;
    if (typeof dashboard !== 'object' || dashboard === null || Array.isArray(dashboard)) {
      throw new HttpError(400, 'bad request data');
    }
    const title = String(dashboard.title ?? '').trim();
    const givenUid = String(dashboard.uid ?? '').trim();
    refuseBadNames(title, givenUid);
    if (folderUid !== '' && folderUid !== 'general') {
      throw new HttpError(400, 'folder not found');
    }
    const byId = dashboard.id ? this.uidOf(dashboard.id) : undefined;
    if (byId && givenUid && byId !== givenUid && this.find(givenUid)) {
      throw new HttpError(400, 'A dashboard with the same uid already exists');
    }
    const before = this.find(byId ?? givenUid);
    if (before && !overwrite && (dashboard.version ?? 0) !== before.version) {
      throw new HttpError(412, 'The dashboard has been changed by someone else', 'version-mismatch');
    }
    if (before?.provisioned) {
      throw new HttpError(400, 'Cannot save provisioned dashboard');
    }

    const uid = givenUid || byId || randomBytes(7).toString('hex');
    if (byId && byId !== uid) {
      this.saved.delete(byId);
      this.ids.set(uid, this.idOf(byId));
      this.ids.delete(byId);
    }
    const version = (before?.version ?? 0) + 1;
    const json = { ...dashboard, uid, title };
    this.saved.set(uid, { json, version, provisioned: false });
    return {
      id: this.idOf(uid),
      uid,
      url: urlOf(json),
      status: 'success',
      version,
      slug: slugOf(title),
      folderUid: '',
    };
  }

  /** The answer of DELETE /api/dashboards/uid/<uid>. */
  remove(uid: string): { title: string; message: string } {
    const { json, provisioned } = this.find(uid) ?? notFound();
    if (provisioned) {
      throw new HttpError(400, 'provisioned dashboard cannot be deleted');
    }
    this.saved.delete(uid);
    this.ids.delete(uid);
    return { title: json.title, message: `Dashboard ${json.title} deleted` };
  }

  private find(uid: string): Stored | undefined {
    const json = this.provisioned().find((one) => one.uid === uid);
    return json ? { json, version: Number(json.version ?? 1), provisioned: true } : this.saved.get(uid);
  }

  private idOf(uid: string): number {
    const id = this.ids.get(uid) ?? Math.max(0, ...this.ids.values()) + 1;
    this.ids.set(uid, id);
    return id;
  }

  private uidOf(id: number): string {
    return [...this.ids].find((entry) => entry[1] === id)?.[0] ?? notFound();
  }
}

function urlOf({ uid, title }: DashboardJson): string {
  return `/d/${uid}/${slugOf(title)}`;
}

function notFound(): never {
  throw new HttpError(404, 'Dashboard not found', 'not-found');
}

function refuseBadNames(title: string, uid: string): void {
  if (title === '') {
    throw new HttpError(400, 'Dashboard title cannot be empty', 'empty-name');
  }
  if (title.length > MAX_TITLE_LENGTH) {
    throw new HttpError(400, 'Dashboard title cannot contain more than 5 000 characters', 'title-too-long');
  }
  if (!/^[\w-]*$/.test(uid)) {
    throw new HttpError(400, 'uid contains illegal characters');
  }
  if (uid.length > MAX_UID_LENGTH) {
    throw new HttpError(400, 'uid too long, max 40 characters');
  }
}
