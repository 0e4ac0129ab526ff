import { totalOf, type RegisterLine, type Reminder, type TodoLine } from '@edge/core';
import { Card, EmptyState, LevelCounts, Page, Ready, useLanguage } from '@edge/ui';
import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { registersApi } from '../../app/client';
import { useCounts, useSession } from '../../app/queries';
import { useRegisters, useTodo } from '../queries';
import { useLabel } from '../words';
import '../registers.css';

/** What waits for this person, as his roles say: each figure opens its list. */
export function HomePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const user = useSession().data?.user;
  const todo = useTodo();
  const reminders = useQuery({ queryKey: ['reminders'], queryFn: ({ signal }) => registersApi.reminders(signal), refetchInterval: 300_000 });
  const roles = user?.roles.map((one) => (language === 'zh' ? one.label : one.labelEn)).join(t('list.comma'));
  return (
    <Page title={t('home.title')} scope={<><span>{user?.displayName}</span>{user?.organisation == null ? null : <span>{user.organisation.name}</span>}<span>{roles}</span></>}>
      <Input.Search
        className="e-home-find" prefix={<SearchOutlined />} placeholder={t('search.placeholder')} aria-label={t('home.find')} allowClear
        onSearch={(q) => { if (q.trim() !== '') void navigate(`/search?q=${encodeURIComponent(q.trim())}`); }}
      />
      <div className="e-home">
        <div className="e-sections">
          <Card flush title={t('home.todo')}>
            <Ready query={todo} what={t('home.what')} rows={4}>
              {(lines) => (lines.length === 0 ? <EmptyState title={t('home.none')} hint={t('home.noneHint')} /> : <ul className="e-todo">{lines.map((one) => <Todo key={`${one.register}/${one.state}`} line={one} />)}</ul>)}
            </Ready>
          </Card>
          <Card flush title={t('home.due')}>
            <Ready query={reminders} what={t('home.due')} rows={3}>
              {(items) => (items.length === 0 ? <EmptyState title={t('home.dueNone')} /> : <ul className="e-todo">{items.slice(0, 12).map((one) => <DueLine key={one.id} item={one} />)}</ul>)}
            </Ready>
          </Card>
        </div>
        <div className="e-sections">
          <Warnings />
          <Registers />
        </div>
      </div>
    </Page>
  );
}

function Todo({ line }: { line: TodoLine }) {
  const { t } = useTranslation();
  const label = useLabel();
  const to = `/registers/${line.register}?filter=state:eq:${line.state}&todo=true`;
  return (
    <li>
      <Link to={to}>
        <span className="e-todo-main"><span>{label(line.registerLabel)} · {label(line.stateLabel)}</span><small>{label(line.module)}</small></span>
        <span>{line.overdue === 0 ? null : <span className="e-overdue">{t('home.overdueCount', { count: line.overdue })}　</span>}<span className="e-todo-count">{line.count}</span></span>
      </Link>
    </li>
  );
}

function DueLine({ item }: { item: Reminder }) {
  const { t } = useTranslation();
  const label = useLabel();
  const days = item.workingDays;
  return (
    <li>
      <Link to={`/registers/${item.register}/${item.id}`}>
        <span className="e-todo-main"><span>{item.title}</span><small>{label(item.registerLabel)} · {label(item.state)}</small></span>
        <span className={days < 0 ? 'e-overdue e-nowrap' : 'e-nowrap'}>{days < 0 ? t('home.late', { count: -days }) : days === 0 ? t('home.today') : t('home.left', { count: days })}</span>
      </Link>
    </li>
  );
}

function Warnings() {
  const { t } = useTranslation();
  const { data } = useCounts();
  if (data === undefined || totalOf(data.byLevel) === 0) return null;
  return (
    <Card title={t('home.warnings')} aside={<Link to="/warnings">{t('home.all')}</Link>}>
      <LevelCounts words counts={data.byLevel} link={(level, content, text) => <Link to={`/warnings?level=${level}`} aria-label={text}>{content}</Link>} />
    </Card>
  );
}

const SHOWN = 10;

/** Those in which the person enters something come first; the rest is a press away. */
function often(all: readonly RegisterLine[]): RegisterLine[] {
  const entered = all.filter((one) => one.canCreate);
  return (entered.length > 0 ? entered : [...all]).slice(0, SHOWN);
}

function Registers() {
  const { t } = useTranslation();
  const label = useLabel();
  const query = useRegisters();
  return (
    <Card flush title={t('home.registers')} aside={<Link to="/registers">{t('home.all')}</Link>}>
      <Ready query={query} what={t('registers.what')} rows={4}>
        {(all) => (all.length === 0 ? <EmptyState title={t('home.noRegisters')} hint={t('registers.noneHint')} /> : (
          <ul className="e-todo">
            {often(all).map((one) => (
              <li key={one.name} className="e-modules-line">
                <Link to={`/registers/${one.name}`}>{label(one.label)}</Link>
                {one.canCreate ? <Link className="e-modules-add" to={`/registers/${one.name}/new`} aria-label={`${t('home.add')} ${label(one.label)}`}><Button size="small" icon={<PlusOutlined />} tabIndex={-1}>{t('home.add')}</Button></Link> : null}
              </li>
            ))}
          </ul>
        ))}
      </Ready>
    </Card>
  );
}
