"""The house: every use case, wired once to the database, the clock and each other."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.areas import Area
from bot.board.board import Board
from bot.bodyweight.scales import Scales
from bot.charts.chart import Charts, Shade
from bot.charts.workshop import Workshop
from bot.data import data_path, read_toml
from bot.database import Connection, Database, backup
from bot.database.leases import Leases
from bot.delivery.bell import Bell
from bot.delivery.schedule import Schedule
from bot.digest.digest import Digests
from bot.flares.care import Care
from bot.flares.decisions import load_guide
from bot.flares.evidence import Tally
from bot.flares.evidence import Window as FlareWindow
from bot.flares.lifts import Lifts
from bot.flares.light import kept_light
from bot.flares.regions import load_regions
from bot.flares.screening import load_screen
from bot.holdings import all_holdings
from bot.ids import Ids, IdSource
from bot.instants import Clock
from bot.lifts.calculator import Calculator
from bot.lifts.exercises import Catalogue
from bot.lifts.ledger import Ledger
from bot.lifts.logbook import Logbook
from bot.lifts.posting.posts import RecordPosts
from bot.lifts.review.boards import Boards
from bot.lifts.review.finding import Finder
from bot.lifts.review.progress import Dip, Progress
from bot.lifts.review.records import Records
from bot.lifts.review.spells import Spell
from bot.lifts.review.week import Weeks
from bot.lifts.transfer.apart import Apart, in_a_process
from bot.lifts.transfer.exporting import Exporting
from bot.lifts.transfer.importing import Importing
from bot.lifts.weight import Weight
from bot.lifts.words.merging import Merging
from bot.lifts.words.words import Words
from bot.lifts.workouts import Workouts
from bot.members.drafts import Drafts
from bot.members.people import Members
from bot.members.privacy import Privacy
from bot.observer import Observer
from bot.operations.backups import Backups
from bot.operations.faults import Faults
from bot.pace import Pace
from bot.programmes.coach import Coach
from bot.programmes.easing import Easing
from bot.programmes.outcomes import NoProgramme
from bot.programmes.shelf import Shelf
from bot.programmes.starting import Starting
from bot.programmes.training import Training
from bot.reminders.agenda import Agenda
from bot.reminders.course import Course, Limits
from bot.reminders.zone_rules import ZoneRules
from bot.safety import Tripwires
from bot.sealing import Seal
from bot.servers.servers import Servers
from bot.settings import Settings, secret_key
from bot.shards import ALL_HERE, Shards
from bot.tips.asks.asks import Asks, Tidings
from bot.tips.cards import Cards
from bot.tips.desk.case import Act
from bot.tips.desk.desk import Desk
from bot.tips.library import Library
from bot.tips.room import NOBODY, Rooms
from bot.tips.starters import Starters
from bot.tips.tip import Page
from bot.tips.trials.evidence import Asked, Reports, Window
from bot.tips.trials.trials import Trials
from bot.tips.trials.trying import Trying
from bot.weeks.holidays import Holidays
from bot.weeks.weekly import Weekly

_WINDOWS = {
    FlareWindow.MORNING: Window.MORNING,
    FlareWindow.BEFORE_SESSION: Window.BEFORE,
    FlareWindow.DAY_7: Window.WEEK,
}
_TIPS_TO_TICK = 20
"""Pages of tips that a check-in offers to tick as tried."""


@dataclass(frozen=True)
class House:
    """Every use case, wired once; cogs reach it through the client."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    tripwires: Tripwires
    members: Members
    drafts: Drafts
    privacy: Privacy
    logbook: Logbook
    workouts: Workouts
    calculator: Calculator
    scales: Scales
    finder: Finder
    progress: Progress
    records: Records
    boards: Boards
    charts: Charts
    words: Words
    merging: Merging
    importing: Importing
    exporting: Exporting
    coach: Coach
    starting: Starting
    training: Training
    servers: Servers
    library: Library
    trying: Trying
    desk: Desk
    asks: Asks
    board: Board
    record_posts: RecordPosts
    digest: Digests
    care: Care
    weekly: Weekly
    holidays: Holidays
    agenda: Agenda
    zone_rules: ZoneRules
    leases: Leases
    bell: Bell
    """Wakes the courier."""
    backups: Backups
    faults: Faults
    observer: Observer
    pace: Pace


def build_house(
    settings: Settings,
    database: Database,
    clock: Clock,
    chance: random.Random,
    charts: Charts | None = None,
    observer: Observer | None = None,
    apart: Apart = in_a_process,
    shards: Shards = ALL_HERE,
) -> House:
    """Wire every use case to the database, the clock and each other, in a process that serves some shards.

    Raises OperatorError when the key of SPOTTER_SECRET_KEY can't be used.
    """
    ids = IdSource(clock, chance)
    tripwires = Tripwires(read_toml("tripwires.toml"))
    members, drafts = Members(database, clock), Drafts(database, clock, ids, tripwires.of_self_harm)
    bell = Bell()
    schedule = Schedule(bell)
    seal = Seal(secret_key(settings))
    catalogue = Catalogue.from_csv(data_path("exercises.csv"))
    servers = Servers(database, clock, ids)
    words = Words(database, catalogue, servers.note, tripwires.alarmed)
    observer = observer or Observer()
    charts = charts or Workshop(observer=observer)
    scales = Scales(database, clock, members, drafts, charts)
    board = Board(clock, Bell())
    record_posts = RecordPosts(database, ids, board, catalogue, partial(_records_channel, servers), members.shares)
    members.follow_sharing(record_posts)
    logbook = Logbook(database, clock, members, drafts, words, scales.on, record_posts)
    finder = Finder(database, words)
    hurting = Lifts(catalogue, words.of, partial(_last_weight, logbook), logbook.last_day)
    rules = (load_screen(), load_guide(), load_regions())
    care = Care(
        database,
        clock,
        ids,
        seal,
        members,
        schedule,
        *rules,
        hurting,
        lambda *wanted: _tip_names(library, *wanted),  # the library in turn asks how it went with them and without
        lambda *told: _doubt(trying, *told),
        timedelta(days=settings.flare_retention_days),
    )
    limits = Limits(settings.reminders_per_member, settings.reminders_per_server)
    agenda = Agenda(database, members, drafts, schedule, clock, ids, limits, tripwires.alarmed)
    members.follow_zones(agenda.zone_changed)
    weekly = Weekly(database, clock, ids, seal, members, schedule)
    holidays = Holidays(database, clock, ids, members, schedule)
    members.follow_clocks(care.asking.follow_clock)
    members.follow_clocks(weekly.follow_clock)
    ledger, easings = Ledger(catalogue, record_posts), partial(_easings, care, catalogue)
    coach = Coach(database, clock, members, Shelf(read_toml("programmes.toml")), catalogue, ledger, easings, words.of)
    starters = Starters(read_toml("tips.toml"), read_toml("tip_conflicts.toml"))
    rooms = Rooms(starters, servers.rules_in, Trials(seal, care.hurting_since), partial(_asked, care))
    cards = Cards(board, servers.rules_in)
    library = Library(database, clock, rooms, tripwires, seal, cards)
    trying = Trying(database, clock, rooms)
    tidings, note = Tidings(schedule, clock, ids), partial(_note, servers)
    weeks = Weeks(catalogue, members.shares)
    digest = Digests(database, clock, servers, board, weeks.of, partial(_new_tips, library))
    boards = Boards(database, clock, catalogue, finder, scales.on)
    boards.follow_listings(digest)
    members.follow_sharing(digest)
    cards.follow(digest.tip_changed)
    hurting.follow_programmes(coach.next_session)
    agenda.follow_training(partial(_next_training, coach))
    dips = (partial(_flared, care, members, catalogue), partial(_taken_back, coach))
    return House(
        settings=settings,
        database=database,
        clock=clock,
        ids=ids,
        tripwires=tripwires,
        members=members,
        drafts=drafts,
        privacy=Privacy(database, clock, all_holdings(care, weekly, holidays, library, record_posts, digest)),
        logbook=logbook,
        workouts=Workouts(database, clock, ids, members, drafts, words, scales.on, record_posts),
        words=words,
        merging=Merging(database, clock, words, record_posts),
        calculator=Calculator(members, clock, catalogue, scales.on_day),
        scales=scales,
        finder=finder,
        progress=Progress(database, clock, members, finder, scales, charts, dips, partial(_kept_light, care)),
        records=Records(database, members, catalogue, finder, scales),
        boards=boards,
        charts=charts,
        importing=Importing(database, clock, ids, members, catalogue, scales, apart),
        exporting=Exporting(database, clock, catalogue, scales),
        coach=coach,
        starting=Starting(database, clock, ids, members, drafts, coach, words.of),
        training=Training(database, clock, ids, members, drafts, coach, ledger, easings, words.of),
        servers=servers,
        library=library,
        trying=trying,
        desk=Desk(database, clock, rooms, tripwires, seal, cards, tidings, note),
        asks=Asks(database, clock, ids, schedule, library),
        board=board,
        record_posts=record_posts,
        digest=digest,
        care=care,
        weekly=weekly,
        holidays=holidays,
        agenda=agenda,
        zone_rules=ZoneRules(database, schedule, Course(schedule, clock, ids, limits)),
        bell=bell,
        backups=_backups(settings, clock, observer, shards),
        leases=Leases(database, clock, str(ids())),
        faults=Faults(),
        observer=observer,
        pace=Pace(clock),
    )


def _backups(settings: Settings, clock: Clock, observer: Observer, shards: Shards) -> Backups:
    """Return what makes backups, in the process of the first shard: each shard has exactly one."""
    make, ending = partial(backup.make, settings.database_url), backup.suffix(settings.database_url)
    folder, here = settings.backup_folder, 0 in shards.ids
    return Backups(folder, settings.backup_keep, make, ending, clock, observer, here=here)


async def _next_training(coach: Coach, member_id: int) -> datetime | None:
    """Return noon of the day of a member's next session; None without a programme."""
    try:
        today = await coach.today(member_id)
    except NoProgramme:
        return None
    return today.running.noon(today.day)


async def _last_weight(logbook: Logbook, member_id: int, exercise_id: str) -> Weight | None:
    """Return the weight of a member's last top set; bodyweight lifts have none that could be cut."""
    best = await logbook.last_top_set(member_id, exercise_id)
    return None if best is None or best.load.bodyweight else best.load.weight


async def _flared(
    care: Care, members: Members, catalogue: Catalogue, member_id: int, exercise_id: str
) -> Sequence[Dip]:
    """Return when a member had flare-ups of a lift, or of an area that it loads most; theirs alone to see."""
    zone = (await members.preferences(member_id)).tzinfo
    areas = catalogue[exercise_id].primary_areas
    return [
        Dip(
            Shade.FLARE,
            flare.created_at.astimezone(zone).date(),
            flare.closed_at.astimezone(zone).date() if flare.closed_at else None,
        )
        for flare in await care.kept(member_id)
        if flare.lift == exercise_id or flare.area in areas
    ]


async def _kept_light(care: Care, member_id: int, exercise_id: str) -> Sequence[Spell]:
    """Return when a member kept a lift light because of flare-ups; theirs alone to see."""
    return [
        Spell(spell.first, spell.last, spell.before)
        for flare in await care.kept(member_id)
        for spell in flare.spells(exercise_id)
    ]


async def _taken_back(coach: Coach, member_id: int, exercise_id: str) -> Sequence[Dip]:
    """Return when a programme took a lift back, each until it was lifted again."""
    return [Dip(Shade.RESET, one.day, until=one.start) for one in await coach.resets(member_id, exercise_id)]


async def _easings(care: Care, catalogue: Catalogue, member_id: int) -> dict[str, Easing]:
    """Return what a member keeps light because of open flare-ups, by lift."""
    light = kept_light((await care.status(member_id)).flares, catalogue)
    return {lift: Easing(one.limit, one.rest) for lift, one in light.items()}


async def _new_tips(library: Library, guild_id: int, since: datetime, until: datetime) -> tuple[Page, ...]:
    """Return a server's new tips as everybody sees them."""
    return await library.fresh(guild_id, NOBODY, since, until)


def _asked(
    care: Care, connection: Connection, guild_id: int, tip_id: int, areas: Sequence[Area]
) -> dict[Window, Asked]:
    """Return how flare-ups went for members of a server who tried a tip, and who did not; names are in neither."""
    found = care.archive.evidence(connection, guild_id, tip_id, areas)
    return {
        _WINDOWS[window]: Asked(one.did.tried, _reports(one.did), _reports(one.did_not))
        for window, one in found.items()
    }


def _reports(tally: Tally) -> Reports:
    return Reports(tally.better, tally.same, tally.worse)


def _doubt(trying: Trying, connection: Connection, guild_id: int, tip_id: int, tallies: Sequence[Tally]) -> None:
    for tally in tallies:
        trying.doubt(connection, guild_id, tip_id, tally.worse, tally.reported)


def _records_channel(servers: Servers, connection: Connection, guild_id: int) -> int | None:
    return servers.rules_in(connection, guild_id).records_channel


def _note(servers: Servers, connection: Connection, guild_id: int, actor_id: int, act: Act, tip_id: int) -> None:
    servers.note(connection, guild_id, actor_id, act, tip_id=tip_id)


async def _tip_names(library: Library, guild_id: int | None, member_id: int, area: Area) -> dict[int, str]:
    """Return what the tips are called that a member is shown for an area first."""
    pages = await library.for_area(guild_id, member_id, area, _TIPS_TO_TICK)
    tips = [shown.tip for page in pages for shown in page.cards]
    return {tip.id: tip.starter.title if tip.starter else " ".join(tip.text.split()) for tip in tips}
