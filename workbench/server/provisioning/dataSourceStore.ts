import { randomBytes } from 'node:crypto';
import { HttpError } from '../http';
import type { ProvisionedDataSource } from './provisioning';

export interface DataSource {
  id: number;
  uid: string;
  orgId: number;
  name: string;
  type: string;
  access: 'proxy';
  url: string;
  user: string;
  database: string;
  basicAuth: boolean;
  basicAuthUser: string;
  withCredentials: boolean;
  isDefault: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
  version: number;
  readOnly: boolean;
}

/** What a browser may see: never a secret, only that there is one. */
export type PublicDataSource = Omit<DataSource, 'secureJsonData'> & { secureJsonFields: Record<string, boolean> };

type Input = Partial<Omit<DataSource, 'id' | 'orgId'>>;

/** The data sources of one run, in memory. */
export class DataSourceStore {
  private readonly byUid = new Map<string, DataSource>();
  private lastId = 0;

  constructor(provisioned: ProvisionedDataSource[]) {
    for (const { editable, ...dataSource } of provisioned) {
      this.add({ ...dataSource, readOnly: editable === false });
    }
  }

  list(): DataSource[] {
    return [...this.byUid.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  get(uid: string): DataSource {
    const found = this.byUid.get(uid);
    if (!found) {
      throw new HttpError(404, 'Data source not found');
    }
    return found;
  }

  add(input: Input): DataSource {
    const name = input.name?.trim();
    if (!name || !input.type) {
      throw new HttpError(400, 'bad request data');
    }
    this.refuseTakenName(name);
    const uid = input.uid || randomBytes(7).toString('hex');
    if (this.byUid.has(uid)) {
      throw new HttpError(409, 'data source with the same uid already exists');
    }
    const dataSource: DataSource = {
      id: ++this.lastId,
      uid,
      orgId: 1,
      name,
      type: input.type,
      access: 'proxy',
      url: input.url ?? '',
      user: input.user ?? '',
      database: input.database ?? '',
      basicAuth: input.basicAuth ?? false,
      basicAuthUser: input.basicAuthUser ?? '',
      withCredentials: input.withCredentials ?? false,
      isDefault: input.isDefault ?? false,
      jsonData: input.jsonData ?? {},
      secureJsonData: input.secureJsonData ?? {},
      version: 1,
      readOnly: input.readOnly ?? false,
    };
    this.byUid.set(uid, dataSource);
    this.keepOneDefault(dataSource);
    return dataSource;
  }

  /** Secrets that are not in `input` stay as they are; an empty one removes it. */
  update(uid: string, input: Input): DataSource {
    const before = this.get(uid);
    if (before.readOnly) {
      throw new HttpError(403, 'Cannot update read-only data source');
    }
    if (input.version !== undefined && input.version < before.version) {
      throw new HttpError(409, 'Datasource has already been updated by someone else. Please reload and try again');
    }
    const name = input.name?.trim() || before.name;
    if (name !== before.name) {
      this.refuseTakenName(name);
    }
    const secureJsonData = Object.fromEntries(
      Object.entries({ ...before.secureJsonData, ...input.secureJsonData }).filter(([, value]) => value)
    );
    const after: DataSource = {
      ...before,
      name,
      url: input.url ?? before.url,
      user: input.user ?? before.user,
      database: input.database ?? before.database,
      basicAuth: input.basicAuth ?? before.basicAuth,
      basicAuthUser: input.basicAuthUser ?? before.basicAuthUser,
      withCredentials: input.withCredentials ?? before.withCredentials,
      isDefault: input.isDefault ?? before.isDefault,
      jsonData: input.jsonData ?? before.jsonData,
      secureJsonData,
      version: before.version + 1,
    };
    this.byUid.set(uid, after);
    this.keepOneDefault(after);
    return after;
  }

  remove(uid: string): void {
    if (this.get(uid).readOnly) {
      throw new HttpError(403, 'Cannot delete read-only data source');
    }
    this.byUid.delete(uid);
  }

  private refuseTakenName(name: string): void {
    if (this.list().some((other) => other.name === name)) {
      throw new HttpError(409, 'data source with the same name already exists');
    }
  }

  private keepOneDefault(dataSource: DataSource): void {
    if (dataSource.isDefault) {
      for (const other of this.byUid.values()) {
        other.isDefault = other.uid === dataSource.uid;
      }
    }
  }
}

export function toPublic({ secureJsonData, ...rest }: DataSource): PublicDataSource {
  const secureJsonFields = Object.fromEntries(
    Object.entries(secureJsonData)
      .filter(([, value]) => value)
      .map(([key]) => [key, true])
  );
  return { ...rest, secureJsonFields };
}
