from pydantic import BaseModel, ConfigDict


class PageSigns(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
