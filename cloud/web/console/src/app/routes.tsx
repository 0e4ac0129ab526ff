import { Skeleton } from '@edge/ui';
import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Shell } from '../shell/Shell';
import { GuardedRouter } from './GuardedRouter';
import { NotFound } from './NotFound';
import { loadPageWords, loadRegisterWords } from './pageWords';
import { ScrollToTop } from './ScrollToTop';

type Page = LazyExoticComponent<ComponentType>;

/** A page of its own chunk, together with the words of the pages. */
function page(load: () => Promise<ComponentType>): Page {
  return lazy(async () => ({ default: (await Promise.all([load(), loadPageWords()]))[0] }));
}

/** A page about registers: its words come with it. */
function register(load: () => Promise<ComponentType>): Page {
  return lazy(async () => ({ default: (await Promise.all([load(), loadRegisterWords()]))[0] }));
}

/** A page whose words are there from the start. */
function entry(load: () => Promise<ComponentType>): Page {
  return lazy(async () => ({ default: await load() }));
}

const Account = page(async () => (await import('../people/AccountPage')).AccountPage);
const Users = page(async () => (await import('../people/UsersPage')).UsersPage);
const User = page(async () => (await import('../people/UserPage')).UserPage);
const Organisations = page(async () => (await import('../people/OrganisationsPage')).OrganisationsPage);
const Persons = page(async () => (await import('../people/PersonsPage')).PersonsPage);
const Permissions = page(async () => (await import('../people/PermissionsPage')).PermissionsPage);
const Security = page(async () => (await import('../people/SecurityPage')).SecurityPage);
const Approvals = page(async () => (await import('../approvals/ApprovalsPage')).ApprovalsPage);
const Case = page(async () => (await import('../approvals/CasePage')).CasePage);
const Audit = page(async () => (await import('../operations/AuditPage')).AuditPage);
const Backups = page(async () => (await import('../operations/BackupsPage')).BackupsPage);
const Live = page(async () => (await import('../live/LivePage')).LivePage);
const Devices = page(async () => (await import('../devices/DevicesPage')).DevicesPage);
const AddDevice = page(async () => (await import('../devices/AddDevicePage')).AddDevicePage);
const Device = page(async () => (await import('../devices/DevicePage')).DevicePage);
const Delivery = page(async () => (await import('../delivery/DeliveryPage')).DeliveryPage);
const Gateways = page(async () => (await import('../gateways/GatewaysPage')).GatewaysPage);
const Rules = page(async () => (await import('../rules/RulesPage')).RulesPage);
const Chain = page(async () => (await import('../chain/ChainPage')).ChainPage);
const Projects = entry(async () => (await import('../projects/ProjectsPage')).ProjectsPage);
const Home = register(async () => (await import('../registers/pages/HomePage')).HomePage);
const Registers = register(async () => (await import('../registers/pages/RegistersPage')).RegistersPage);
const RegisterList = register(async () => (await import('../registers/RegisterPage')).RegisterPage);
const RecordSheet = register(async () => (await import('../registers/record/RecordPage')).RecordPage);
const RecordCreate = register(async () => (await import('../registers/form/FormPage')).CreatePage);
const RecordEdit = register(async () => (await import('../registers/form/FormPage')).EditPage);
const Search = register(async () => (await import('../registers/pages/SearchPage')).SearchPage);
const Compliance = register(async () => (await import('../registers/pages/CompliancePage')).CompliancePage);
const View = register(async () => (await import('../registers/pages/ViewPage')).ViewPage);
const VideoWall = page(async () => (await import('../video/WallPage')).WallPage);
const Playback = page(async () => (await import('../video/PlaybackPage')).PlaybackPage);
const Review = page(async () => (await import('../video/ReviewPage')).ReviewPage);
const Cameras = page(async () => (await import('../video/CamerasPage')).CamerasPage);
const Monitoring = page(async () => (await import('../monitoring/MonitoringPage')).MonitoringPage);
const WorkMonitoring = page(async () => (await import('../monitoring/WorkMonitoringPage')).WorkMonitoringPage);
const Warnings = page(async () => (await import('../warnings/WarningsPage')).WarningsPage);
const Warning = page(async () => (await import('../warnings/WarningPage')).WarningPage);

export function AppRoutes() {
  return (
    <GuardedRouter>
      <ScrollToTop />
      <Suspense fallback={<Skeleton rows={8} />}>
        <Routes>
          <Route path="/" element={<Shell />}>
            <Route index element={<Navigate to="/home" replace />} />
            <Route path="projects" element={<Projects />} />
            <Route path="projects/:p" element={<Live />} />
            <Route path="projects/:p/devices" element={<Devices />} />
            <Route path="projects/:p/devices/new" element={<AddDevice />} />
            <Route path="projects/:p/devices/:d" element={<Device />} />
            <Route path="projects/:p/delivery" element={<Delivery />} />
            <Route path="projects/:p/gateways" element={<Gateways />} />
            <Route path="projects/:p/rules" element={<Rules />} />
            <Route path="projects/:p/video" element={<VideoWall />} />
            <Route path="projects/:p/video/playback" element={<Playback />} />
            <Route path="projects/:p/video/review" element={<Review />} />
            <Route path="projects/:p/video/cameras" element={<Cameras />} />
            <Route path="projects/:p/chain" element={<Chain />} />
            <Route path="home" element={<Home />} />
            <Route path="registers" element={<Registers />} />
            <Route path="registers/:register" element={<RegisterList />} />
            <Route path="registers/:register/new" element={<RecordCreate />} />
            <Route path="registers/:register/:id" element={<RecordSheet />} />
            <Route path="registers/:register/:id/edit" element={<RecordEdit />} />
            <Route path="views/:view" element={<View />} />
            <Route path="search" element={<Search />} />
            <Route path="compliance" element={<Compliance />} />
            <Route path="warnings" element={<Warnings />} />
            <Route path="warnings/:id" element={<Warning />} />
            <Route path="monitoring" element={<Monitoring />} />
            <Route path="monitoring/:id" element={<WorkMonitoring />} />
            <Route path="approvals" element={<Approvals />} />
            <Route path="approvals/:c" element={<Case />} />
            <Route path="operations/audit" element={<Audit />} />
            <Route path="operations/backups" element={<Backups />} />
            <Route path="account" element={<Account />} />
            <Route path="people/users" element={<Users />} />
            <Route path="people/users/:u" element={<User />} />
            <Route path="people/organisations" element={<Organisations />} />
            <Route path="people/persons" element={<Persons />} />
            <Route path="people/permissions" element={<Permissions />} />
            <Route path="people/security" element={<Security />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </Suspense>
    </GuardedRouter>
  );
}
