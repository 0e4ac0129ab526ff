import { NavLink, useMatch } from 'react-router';
import { byModule } from './pages/modules';
import { useRegisters } from './queries';
import { useLabel } from './words';

/** The registers that this person may see, folded by module; the one that is open is unfolded. */
export function RegisterNav() {
  const label = useLabel();
  const { data } = useRegisters();
  const open = useMatch('/registers/:register/*')?.params.register;
  if (data === undefined || data.length === 0) return null;
  return (
    <div className="e-nav-modules">
      {byModule(data).map((module) => (
        <details key={module.module} open={module.items.some((one) => one.name === open)}>
          <summary>{label(module.label)}</summary>
          <ul>
            {module.items.map((one) => <li key={one.name}><NavLink to={`/registers/${one.name}`} className="e-nav-item" title={label(one.label)}><span>{label(one.label)}</span></NavLink></li>)}
          </ul>
        </details>
      ))}
    </div>
  );
}
