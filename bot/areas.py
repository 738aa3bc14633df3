"""The areas of the body that members talk about, shared by tips, flare-ups and exercises."""

from enum import StrEnum


class Area(StrEnum):
    """An area of the body; the value is what stands in the database and in the data files."""

    LOWER_BACK = "lower_back"
    UPPER_BACK = "upper_back"
    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    HIP = "hip"
    GROIN = "groin"
    HAMSTRING = "hamstring"
    QUAD = "quad"
    KNEE = "knee"
    CALF_ANKLE = "calf_ankle"
    CHEST_PEC = "chest_pec"

    @property
    def label(self) -> str:
        """What a member reads."""
        return _LABELS[self]


_LABELS = {
    Area.LOWER_BACK: "Lower back",
    Area.UPPER_BACK: "Upper back",
    Area.NECK: "Neck",
    Area.SHOULDER: "Shoulder",
    Area.ELBOW: "Elbow",
    Area.WRIST: "Wrist or hand",
    Area.HIP: "Hip",
    Area.GROIN: "Groin",
    Area.HAMSTRING: "Hamstring",
    Area.QUAD: "Quad",
    Area.KNEE: "Knee",
    Area.CALF_ANKLE: "Calf or ankle",
    Area.CHEST_PEC: "Chest or pec",
}
