/// Names of remedies, channels and services in words that a parent reads.
package enum Vocabulary {
    /// The English and Spanish words of a name; the name itself with spaces if none is known.
    package static func words(_ name: String, language: String) -> String {
        if let pair = table[name] { return language == "es" ? pair.es : pair.en }
        return String(name.map { $0 == "_" || $0 == "-" ? " " : $0 })
    }

    private static let table: [String: (en: String, es: String)] = [
        "income_withholding": (
            "taking support from your pay", "el descuento de manutención de su pago"
        ),
        "medical_support_notice": (
            "the health coverage notice to your employer",
            "el aviso de seguro médico a su empleador"
        ),
        "federal_tax_offset": (
            "taking your federal tax refund", "la retención de su reembolso federal de impuestos"
        ),
        "state_tax_offset": (
            "taking your state tax refund", "la retención de su reembolso estatal de impuestos"
        ),
        "administrative_offset": (
            "taking other federal payments", "la retención de otros pagos federales"
        ),
        "passport_denial": ("a hold on your passport", "la negación de su pasaporte"),
        "credit_reporting": (
            "reporting the debt to credit bureaus",
            "el informe de la deuda a las agencias de crédito"
        ),
        "driver_license_suspension": (
            "the suspension of your driver license", "la suspensión de su licencia de conducir"
        ),
        "occupational_license_suspension": (
            "the suspension of your work license", "la suspensión de su licencia profesional"
        ),
        "recreational_license_suspension": (
            "the suspension of your hunting or fishing license",
            "la suspensión de su licencia de caza o pesca"
        ),
        "account_levy": ("taking money from your bank account", "el embargo de su cuenta bancaria"),
        "property_lien": ("a claim on your property", "un gravamen sobre su propiedad"),
        "property_seizure": ("taking property", "el embargo de bienes"),
        "lump_sum_intercept": ("taking a one-time payment", "la retención de un pago único"),
        "seek_work_order": ("an order to look for work", "una orden de buscar trabajo"),
        "contempt_referral": (
            "asking the court to hear your case", "pedir una audiencia en el tribunal"
        ),
        "contempt_filing": ("a contempt case in court", "un caso de desacato en el tribunal"),
        "criminal_referral": ("a referral to the prosecutor", "una remisión al fiscal"),
        "phone_call": ("a phone call", "una llamada"),
        "text": ("a text message", "un mensaje de texto"),
        "email": ("an email", "un correo electrónico"), "letter": ("a letter", "una carta"),
        "social_private_message": ("a private message", "un mensaje privado"),
        "school_office": ("a visit at the school office", "una visita en la oficina de la escuela"),
        "employment": ("help finding work", "ayuda para encontrar trabajo"),
        "job_training": ("job training", "capacitación laboral"),
        "education": ("classes", "clases"),
        "mediation": ("mediation", "mediación"), "counseling": ("counseling", "consejería"),
        "mental_health": ("mental health care", "atención de salud mental"),
        "substance_abuse": ("treatment", "tratamiento"),
        "housing": ("housing help", "ayuda de vivienda"),
        "transport": ("help with rides", "ayuda de transporte"),
        "legal_aid": ("legal help", "ayuda legal"),
        "parenting": ("parenting support", "apoyo para padres"),
        "parenting_time": ("help with parenting time", "ayuda con el tiempo de crianza"),
        "food_clothing": ("food and clothing", "comida y ropa"),
        "documents": ("help with documents", "ayuda con documentos"),
        "health_cover": ("health coverage", "cobertura de salud"),
        "order_modification": ("a review of your order", "una revisión de su orden"),
        "arrears_audit": ("a check of your balance", "una revisión de su saldo"),
        "license_reinstatement": ("getting your license back", "la recuperación de su licencia"),
        "arrears_compromise": ("a lower state debt", "una reducción de la deuda con el estado"),
        "payment_plan": ("a payment plan", "un plan de pagos"),
        "warrant_resolution": ("clearing a warrant", "la solución de una orden de arresto"),
    ]
}
