import type { AnnotationQuery } from '@grafana/data';
import { ControlsLabel, SceneDataLayerSet, dataLayers } from '@grafana/scenes';

export type AnnotationLayer = InstanceType<typeof dataLayers.AnnotationsDataLayer>;

/** Grafana's own annotations come from its database, which is not here. */
export function annotationLayers(annotations: AnnotationQuery[]): SceneDataLayerSet {
  const ofDataSources = annotations.filter(({ datasource }) => datasource && datasource.uid !== '-- Grafana --');
  return new SceneDataLayerSet({
    layers: ofDataSources.map(
      (query) =>
        new dataLayers.AnnotationsDataLayer({
          key: `annotations-${query.name}`,
          query,
          name: query.name,
          isEnabled: Boolean(query.enable),
          isHidden: Boolean(query.hide),
        })
    ),
  });
}

/** The switch of one annotation, with its name. */
export function AnnotationSwitch({ layer }: { layer: AnnotationLayer }) {
  const { name, isHidden, key } = layer.useState();
  return isHidden ? null : (
    <div style={{ display: 'flex' }}>
      <ControlsLabel htmlFor={`data-layer-${key}`} label={name} />
      <layer.Component model={layer} />
    </div>
  );
}
