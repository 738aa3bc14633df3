"""What each feature stores of a member, in the words `/privacy` shows: one place, so that none is forgotten."""

from bot.bodyweight import store as bodyweight_store
from bot.delivery import store as delivery_store
from bot.digest import store as digest_store
from bot.digest.digest import Digests
from bot.flares import store as flares_store
from bot.flares.asking import CONSENT as CHECKINS
from bot.flares.care import Care
from bot.flares.intake import CONSENT as FLARES
from bot.lifts import store as lifts_store
from bot.lifts.posting import store as posting_store
from bot.lifts.posting.posts import RecordPosts
from bot.lifts.review import store as review_store
from bot.lifts.transfer import store as transfer_store
from bot.members import store as members_store
from bot.members.privacy import Holding
from bot.programmes import store as programmes_store
from bot.reminders import store as reminders_store
from bot.servers import store as servers_store
from bot.tips import store as tips_store
from bot.tips.asks import store as asks_store
from bot.tips.library import Library
from bot.tips.trials import store as trials_store
from bot.weeks import store as weeks_store
from bot.weeks.holidays import Holidays
from bot.weeks.weekly import CONSENT as WEEKLY
from bot.weeks.weekly import Weekly


def all_holdings(
    care: Care, weekly: Weekly, holidays: Holidays, library: Library, record_posts: RecordPosts, digests: Digests
) -> tuple[Holding, ...]:
    """Return every feature's holding. What is sealed needs its use case: only that can open it."""
    return (
        Holding(
            "you",
            "Your settings, what you agreed to, and text you typed that I could not take yet (the newest, for a week).",
            members_store.TABLES,
            members_store.export_member,
            members_store.delete_member,
        ),
        Holding(
            "lifts",
            "What you logged: exercises, sets, days and your notes. What you undo goes for good after 30 days.",
            lifts_store.TABLES,
            lifts_store.export_member,
            lifts_store.delete_member,
        ),
        Holding(
            "imports",
            "Which of your sets came from which file, so that none comes twice, the exercises you chose for its "
            "names, and your own exercises. The file itself waits a day for your word, and is gone once it is saved.",
            transfer_store.TABLES,
            transfer_store.export_member,
            transfer_store.delete_member,
        ),
        Holding(
            "body weight",
            "What you weighed and when. Only you see it, and what is reckoned with it.",
            bodyweight_store.TABLES,
            bodyweight_store.export_member,
            bodyweight_store.delete_member,
        ),
        Holding(
            "record posts",
            "Which of your entries were told as records in a server's channel. When you delete everything, I take "
            "those messages down.",
            posting_store.TABLES,
            posting_store.export_member,
            record_posts.delete_member,
        ),
        Holding(
            "digests",
            "Which posts of a server's week name you. When you delete everything, they are told anew without you.",
            digest_store.TABLES,
            digest_store.export_member,
            digests.delete_member,
        ),
        Holding(
            "leaderboards",
            "On which servers you are listed, and by whose table your points count.",
            review_store.TABLES,
            review_store.export_member,
            review_store.delete_member,
        ),
        Holding(
            "programmes",
            "The programmes you run or ran: days, jumps, plates, where each lift stands, what each session did.",
            programmes_store.TABLES,
            programmes_store.export_member,
            programmes_store.delete_member,
        ),
        Holding(
            "tips",
            "Tips you suggested, your votes, reports and list, by server; which tips you tried (90 days) and, sealed, "
            "how you felt. An anonymous tip is kept with your id too, so that you can take it along and delete it. No "
            "member or moderator is shown who wrote it, who voted or who reported; whoever runs me could look it up in "
            "my database, except what is sealed.",
            (*tips_store.TABLES, *trials_store.TABLES),
            library.export_member,
            library.delete_member,
            counted=library.count_member,
        ),
        Holding(
            "asks",
            "Whether I may write to you about tips, and messages that you, or others, would like to see as a tip of "
            "their author (kept for two weeks, the words no longer than until they answer).",
            asks_store.TABLES,
            asks_store.export_member,
            asks_store.delete_member,
            counted=asks_store.count_member,
        ),
        Holding(
            "moderation",
            "What you did as a moderator. When you delete everything, the act stays in that server's log without you.",
            servers_store.TABLES,
            servers_store.export_member,
            servers_store.delete_member,
            counted=servers_store.count_member,
        ),
        Holding(
            "flare-ups",
            "What hurt, how much and when, what the safety questions came to, what you tried, and your plan: all of it "
            f"encrypted. I keep it until {care.kept_for.days} days after you close a flare-up or last answer about it; "
            "then counts without names are left.",
            flares_store.TABLES,
            care.export_member,
            care.delete_member,
            purpose=FLARES,
        ),
        Holding(
            "check-ins",
            "For which flare-ups you asked me to write to you.",
            (),
            care.asking.export_member,
            care.asking.silence,
            purpose=CHECKINS,
            counted=care.asking.count_member,
        ),
        Holding(
            "weeks",
            "When I ask you each week, and what you told me of them, encrypted.",
            weeks_store.TABLES,
            weekly.export_member,
            weekly.delete_member,
            purpose=WEEKLY,
        ),
        Holding(
            "holidays",
            "When check-ins and reminders wait for you.",
            weeks_store.HOLIDAY_TABLES,
            holidays.export_member,
            holidays.delete_member,
        ),
        Holding(
            "reminders",
            "What you asked to be reminded of, when it is meant, and when you did it.",
            reminders_store.TABLES,
            reminders_store.export_member,
            reminders_store.delete_member,
        ),
        Holding(
            "deliveries",
            "When I wrote to you, or why I could not, and which channel your direct messages have.",
            delivery_store.TABLES,
            delivery_store.export_member,
            delivery_store.delete_member,
        ),
    )
