import { standardTransformers, standardTransformersRegistry } from '@grafana/data';

/** The transformations of @grafana/data, without their editors. Two of its names stand for one of them. */
export function setUpTransformers(): void {
  const byId = new Map(Object.values(standardTransformers).map((one) => [one.id, one]));
  standardTransformersRegistry.setInit(() =>
    [...byId.values()].map((info) => {
      const { id, name, description, operator, defaultOptions } = info;
      // Loaded by a call since Grafana 13, the transformation itself before; scenes 9.2.2 still read `operator` from it.
      const transformation = Object.assign(async () => info, { operator, defaultOptions });
      return { id, name, description, editor: () => null, transformation } as never;
    })
  );
}
