import { ValueText } from '@edge/ui';
import { Link } from 'react-router';
import { useCatalogue } from '../app/queries';
import { deviceLink, type Shown } from './panel';

/** Values with unit and age; each leads to its curve. */
export function Tiles({ project, shown, points, large = false }: { project: string; shown: Shown; points: readonly string[]; large?: boolean }) {
  const catalogue = useCatalogue();
  const known = new Set(catalogue.all(shown.device.profile).map((one) => one.id));
  return (
    <div className="e-tiles">
      {points.filter((point) => known.has(point)).map((point) => {
        const info = catalogue.find(shown.device.profile, point);
        return (
          <Link key={point} className="e-tile" to={`${deviceLink(project, shown.device.id)}?point=${encodeURIComponent(point)}`}>
            <span className="e-tile-name" title={info.label}>{info.label}</span>
            <ValueText value={shown.value(point)} info={info} state={shown.state} level={shown.level(point)} large={large} />
          </Link>
        );
      })}
    </div>
  );
}
